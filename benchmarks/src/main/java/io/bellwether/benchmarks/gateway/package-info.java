/** What a gateway costs: ours beside plain ones and beside proxies that are not written in Java. */
@NullMarked
package io.bellwether.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
