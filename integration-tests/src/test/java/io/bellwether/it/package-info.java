/** Tests of the whole, each in a package by what it looks at. */
@NullMarked
package io.bellwether.it;

import org.jspecify.annotations.NullMarked;
