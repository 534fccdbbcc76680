/**
 * The failure theatre: two minutes in which things break on purpose, and what is seen of it, told as it is seen.
 */
@NullMarked
package io.bellwether.cli.demo;

import org.jspecify.annotations.NullMarked;
