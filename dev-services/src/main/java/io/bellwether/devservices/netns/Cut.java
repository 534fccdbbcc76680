package io.bellwether.devservices.netns;

/** A direction in which nothing passes: whatever one node sends never arrives at the other. */
public record Cut(String from, String to) implements Comparable<Cut> {

    public Cut {
        if (from.equals(to)) {
            throw new IllegalArgumentException("%s cannot be cut off from itself".formatted(from));
        }
    }

    @Override
    public int compareTo(Cut other) {
        int order = from.compareTo(other.from);
        return order == 0 ? to.compareTo(other.to) : order;
    }
}
