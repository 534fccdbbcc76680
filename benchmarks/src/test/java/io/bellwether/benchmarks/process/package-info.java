@NullMarked
package io.bellwether.benchmarks.process;

import org.jspecify.annotations.NullMarked;
