package io.bellwether.devservices.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes that have ended but that nobody has collected: where the first process of a container collects none. */
final class Zombies {

    private Zombies() {}

    static boolean isZombie(ProcessHandle process) {
        return state(process) == 'Z';
    }

    static boolean isStopped(ProcessHandle process) {
        return state(process) == 'T';
    }

    private static char state(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name stands in brackets and may hold anything, brackets included.
            int behindName = stat.lastIndexOf(')') + 2;
            return behindName < stat.length() ? stat.charAt(behindName) : '?';
        } catch (IOException e) {
            // No /proc, or the process has gone meanwhile.
            return '?';
        }
    }
}
