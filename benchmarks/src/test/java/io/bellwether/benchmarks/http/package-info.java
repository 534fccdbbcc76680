@NullMarked
package io.bellwether.benchmarks.http;

import org.jspecify.annotations.NullMarked;
