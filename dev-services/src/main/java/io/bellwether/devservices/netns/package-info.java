/**
 * A network on this machine in which every node stands alone, and the faults that are put into it: cuts and loss.
 *
 * <p>Each node gets a network namespace of its own, joined by a bridge that lives in one more namespace. Everything is
 * named after the home that it belongs to. What breaks packets is a filter where they arrive, never a part of the
 * product.
 */
@NullMarked
package io.bellwether.devservices.netns;

import org.jspecify.annotations.NullMarked;
