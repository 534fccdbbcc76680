/**
 * The HTTP side: {@code GET /logs} and the problems it answers with.
 */
@NullMarked
package io.bellwether.consumer.api;

import org.jspecify.annotations.NullMarked;
