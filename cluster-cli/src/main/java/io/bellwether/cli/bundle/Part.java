package io.bellwether.cli.bundle;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * One file of a bundle.
 *
 * @param name Its path in it.
 * @param content How to come by it. It ends when its thread is interrupted, and may fail.
 */
public record Part(String name, Callable<String> content) {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._/-]|\\.\\.");

    public Part {
        // Names of members come from elsewhere.
        name = NOT_IN_NAMES.matcher(name).replaceAll("_");
    }

    /** One that is known already. */
    public static Part of(String name, String content) {
        return new Part(name, () -> content);
    }
}
