@NullMarked
package io.bellwether.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
