/** Requests to coordinators and their answers as JSON, for both sides. */
@NullMarked
package io.bellwether.agent.exchange;

import org.jspecify.annotations.NullMarked;
