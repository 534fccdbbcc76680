package io.bellwether.cli.doctor;

import java.util.Locale;

/** How much a finding matters, least first. */
public enum Level {
    /** As it should be. */
    OK,
    /** Worth knowing; nothing has to be done. */
    NOTE,
    /** It will hurt, or does so a little. */
    WARN,
    /** It hurts. */
    BAD;

    /** As programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
