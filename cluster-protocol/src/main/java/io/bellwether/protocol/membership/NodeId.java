package io.bellwether.protocol.membership;

/**
 * The name of a node, unique in the cluster and kept across restarts.
 *
 * @param name 1 to 64 characters of a-z, A-Z, 0-9, dot, underscore and hyphen.
 */
public record NodeId(String name) implements Comparable<NodeId> {

    /** The longest name; it keeps every datagram in its limit. */
    public static final int CHARACTERS_MAX = 64;

    public NodeId {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "A node id is 1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-', got '%s'"
                            .formatted(CHARACTERS_MAX, name));
        }
    }

    /** Whether this text can name a node. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > CHARACTERS_MAX) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
