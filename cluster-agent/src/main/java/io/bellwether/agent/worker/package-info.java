/** Threads for whatever may wait: listeners, log lines, names, requests. */
@NullMarked
package io.bellwether.agent.worker;

import org.jspecify.annotations.NullMarked;
