/**
 * Real Kafka, Postgres and Redis without Docker, as processes that outlive whoever started them.
 */
@NullMarked
package io.bellwether.devservices;

import org.jspecify.annotations.NullMarked;
