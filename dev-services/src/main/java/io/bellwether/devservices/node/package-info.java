/**
 * One process of a system, whatever it runs: told healthy, brought up, taken down.
 */
@NullMarked
package io.bellwether.devservices.node;

import org.jspecify.annotations.NullMarked;
