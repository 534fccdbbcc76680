/** A gateway on Spring MVC with nothing of ours but the list of instances. */
@NullMarked
package io.bellwether.benchmarks.plainmvc;

import org.jspecify.annotations.NullMarked;
