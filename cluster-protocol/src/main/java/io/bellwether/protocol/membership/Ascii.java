package io.bellwether.protocol.membership;

/** The texts that travel in datagrams: short, and of printable characters of ASCII, one byte each. */
public final class Ascii {

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    private Ascii() {}

    /** Whether a text has only printable characters of ASCII, and not more of them than this. */
    public static boolean isPrintable(String text, int charactersMax) {
        if (text.length() > charactersMax) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST || c > LAST) {
                return false;
            }
        }
        return true;
    }
}
