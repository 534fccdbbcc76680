/**
 * The launcher as a person uses it: {@code ./bellwether} in a process of its own, on real servers.
 */
@NullMarked
package io.bellwether.it.launcher;

import org.jspecify.annotations.NullMarked;
