/** How lines of the log leave the process without anybody waiting for them. */
@NullMarked
package io.bellwether.coordinator.logging;

import org.jspecify.annotations.NullMarked;
