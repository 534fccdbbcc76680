/**
 * Processes that outlive whoever started them: start, find again, signal, stop.
 */
@NullMarked
package io.bellwether.devservices.process;

import org.jspecify.annotations.NullMarked;
