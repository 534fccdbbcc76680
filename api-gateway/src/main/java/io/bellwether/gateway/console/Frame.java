package io.bellwether.gateway.console;

import io.bellwether.spring.picture.ClusterPicture;
import java.time.Instant;

/**
 * One state of the view.
 *
 * @param number Counts up with each.
 * @param asOf When it was so.
 */
record Frame(long number, Instant asOf, ClusterPicture picture, Traffic.Rate traffic) {}
