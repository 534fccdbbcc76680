package io.bellwether.producer.intake;

/**
 * One record that was refused.
 *
 * @param index Position in the request, from 0; blank lines do not count.
 * @param code Why, for programs.
 * @param detail Why, for people: the value, the rule and what came.
 */
public record Rejection(int index, RejectionCode code, String detail) {}
