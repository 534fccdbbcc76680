package io.bellwether.faults.harness;

import java.util.List;

/**
 * Processes of a harness that was killed itself, so that nobody ended them. Each carries the number of its harness, and the
 * next one to start ends those whose harness is gone.
 */
final class Leftovers {

    private static final String MARKER = "-Dbellwether.faults.harness=";

    private Leftovers() {}

    /** The word that every process of this harness carries. */
    static String marker() {
        return MARKER + ProcessHandle.current().pid();
    }

    /** Ends them, and says how many there were. */
    static int end() {
        List<ProcessHandle> orphans =
                ProcessHandle.allProcesses().filter(Leftovers::isOrphan).toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        return orphans.size();
    }

    private static boolean isOrphan(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        for (String argument : arguments) {
            if (argument.startsWith(MARKER)) {
                long harness = Long.parseLong(argument.substring(MARKER.length()));
                return ProcessHandle.of(harness).filter(ProcessHandle::isAlive).isEmpty();
            }
        }
        return false;
    }
}
