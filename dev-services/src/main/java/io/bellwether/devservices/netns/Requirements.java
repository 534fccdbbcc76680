package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a machine must offer so that nodes can have networks of their own. */
public final class Requirements {

    private Requirements() {}

    /** Why this machine cannot, in a sentence that says what to do; empty when it can. */
    public static Optional<String> missing() {
        return missing(
                System.getProperty("os.name"),
                isRoot(),
                program -> Processes.onPath(program).isPresent());
    }

    static Optional<String> missing(String system, boolean root, Predicate<String> hasProgram) {
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            return Optional.of(
                    "Nodes have networks of their own on Linux only, and this is %s: ./bellwether pause and kill work here, and './bellwether sim' tries cuts and loss in virtual time"
                            .formatted(system));
        }
        if (!root) {
            return Optional.of(
                    "Only root may give nodes networks of their own and break them: run it with sudo, such as sudo ./bellwether up --netns");
        }
        var absent = Stream.of(
                        "ip (package iproute2)", "iptables-restore (package iptables)", "nsenter (package util-linux)")
                .filter(program -> !hasProgram.test(program.substring(0, program.indexOf(' '))))
                .collect(Collectors.joining(" and "));
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of("Nodes cannot be given networks of their own, because this machine lacks %s: install it"
                        .formatted(absent));
    }

    /** Refuses where it cannot be done. */
    public static void check() {
        missing().ifPresent(why -> {
            throw new StartProblem(why);
        });
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc: not Linux either, which is said first.
            return false;
        }
    }
}
