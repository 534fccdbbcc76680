/**
 * The console: its files, and the cluster as this gateway sees it. All of it comes from memory, so it shows something also
 * while no coordinator does.
 */
@NullMarked
package io.bellwether.gateway.console;

import org.jspecify.annotations.NullMarked;
