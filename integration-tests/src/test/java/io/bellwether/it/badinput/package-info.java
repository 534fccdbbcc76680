/** What comes from outside and is wrong, at a real coordinator and a real agent. */
@NullMarked
package io.bellwether.it.badinput;

import org.jspecify.annotations.NullMarked;
