@NullMarked
package io.bellwether.benchmarks.routing;

import org.jspecify.annotations.NullMarked;
