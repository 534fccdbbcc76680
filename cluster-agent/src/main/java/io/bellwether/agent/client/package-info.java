/** Asking the coordinators over HTTP. */
@NullMarked
package io.bellwether.agent.client;

import org.jspecify.annotations.NullMarked;
