/**
 * One Kafka broker in KRaft mode, in a JVM of its own.
 */
@NullMarked
package io.bellwether.devservices.kafka;

import org.jspecify.annotations.NullMarked;
