package io.bellwether.cli.bundle;

/**
 * What came of a part.
 *
 * @param content Without secrets; empty where there is none.
 * @param problem Why there is none, or not all of it; empty if nothing is wrong.
 */
public record Piece(String name, String content, String problem) {

    boolean isThere() {
        return !content.isEmpty();
    }
}
