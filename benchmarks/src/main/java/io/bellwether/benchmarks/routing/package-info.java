/** What users notice of an instance that fails: ours beside a round robin, on the whole system. */
@NullMarked
package io.bellwether.benchmarks.routing;

import org.jspecify.annotations.NullMarked;
