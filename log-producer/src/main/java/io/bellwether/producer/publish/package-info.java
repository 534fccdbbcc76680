/**
 * Brings records into Kafka and tells whether Kafka has acknowledged them.
 */
@NullMarked
package io.bellwether.producer.publish;

import org.jspecify.annotations.NullMarked;
