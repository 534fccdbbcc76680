package io.bellwether.coordinator.projection;

import java.util.ArrayList;
import java.util.List;

/** What went wrong, in one line. */
final class Causes {

    private static final int CHARACTERS_MAX = 400;
    private static final int DEPTH_MAX = 8;

    private Causes() {}

    /** The messages of an exception and of those that led to it; each that says nothing new is left out. */
    static String told(Throwable e) {
        List<String> told = new ArrayList<>();
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            String message = cause.getMessage();
            String text = message == null ? cause.getClass().getSimpleName() : message;
            if (told.stream().noneMatch(before -> before.contains(text))) {
                told.add(text);
            }
            cause = cause.getCause();
        }
        String line = String.join(": ", told).replaceAll("\\s+", " ");
        return line.length() <= CHARACTERS_MAX ? line : line.substring(0, CHARACTERS_MAX);
    }
}
