/**
 * The HTTP side: {@code POST /logs} and the problems it answers with.
 */
@NullMarked
package io.bellwether.producer.api;

import org.jspecify.annotations.NullMarked;
