/** A client of HTTP/1.1 that costs little beside what it measures. */
@NullMarked
package io.bellwether.benchmarks.http;

import org.jspecify.annotations.NullMarked;
