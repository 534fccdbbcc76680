package io.bellwether.protocol.explain;

/**
 * How the observers that count stand to a subject.
 *
 * @param eligible How many count.
 * @param good Who hear it.
 * @param bad Who accuse it.
 * @param high So many must accuse it before it is lost, 0 where nobody counts.
 * @param low From so many on it is on its way there, 0 where nobody counts.
 */
public record Votes(int eligible, int good, int bad, int high, int low) {}
