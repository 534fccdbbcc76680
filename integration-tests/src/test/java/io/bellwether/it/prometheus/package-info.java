/** Prometheus' own checker, and the reference of what there is to scrape. */
@NullMarked
package io.bellwether.it.prometheus;

import org.jspecify.annotations.NullMarked;
