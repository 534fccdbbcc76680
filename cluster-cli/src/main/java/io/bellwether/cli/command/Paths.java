package io.bellwether.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Words as parts of the path of a request. */
final class Paths {

    private Paths() {}

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
