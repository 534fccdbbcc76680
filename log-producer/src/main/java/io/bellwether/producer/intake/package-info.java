/**
 * Takes log records apart: what a request holds, which records are right, and what is wrong with the others. Pure.
 */
@NullMarked
package io.bellwether.producer.intake;

import org.jspecify.annotations.NullMarked;
