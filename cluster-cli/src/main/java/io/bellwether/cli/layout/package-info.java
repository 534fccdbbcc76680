/**
 * Which nodes a local system has, on which ports, and how each is started.
 */
@NullMarked
package io.bellwether.cli.layout;

import org.jspecify.annotations.NullMarked;
