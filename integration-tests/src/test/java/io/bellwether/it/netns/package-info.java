/** Networks of nodes on this machine, and what breaks them, tried on real packets. Linux and root only. */
@NullMarked
package io.bellwether.it.netns;

import org.jspecify.annotations.NullMarked;
