package io.bellwether.gateway.console;

import io.bellwether.gateway.redis.SharedRedis;
import io.bellwether.spring.picture.ClusterPicture;
import java.time.Instant;

/**
 * One state of the view.
 *
 * @param number Counts up with each.
 * @param asOf When it was so.
 * @param redis Whether limits and kept answers are of all gateways.
 */
record Frame(long number, Instant asOf, ClusterPicture picture, Traffic.Rate traffic, SharedRedis.Standing redis) {}
