/**
 * Takes log records over HTTP and answers once Kafka has acknowledged them.
 */
@NullMarked
package io.bellwether.producer;

import org.jspecify.annotations.NullMarked;
