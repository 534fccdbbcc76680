/** A service of somebody else's in a real cluster. */
@NullMarked
package io.bellwether.it.demo;

import org.jspecify.annotations.NullMarked;
