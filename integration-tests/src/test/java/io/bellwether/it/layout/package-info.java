/** Holds every module to the table of layers. */
@NullMarked
package io.bellwether.it.layout;

import org.jspecify.annotations.NullMarked;
