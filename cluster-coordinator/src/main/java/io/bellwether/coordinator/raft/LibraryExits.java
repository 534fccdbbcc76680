package io.bellwether.coordinator.raft;

import org.apache.ratis.util.ExitUtils;

/**
 * Keeps the library from ending the process by itself: loading one class of it installs a handler for uncaught
 * exceptions of any thread of the JVM that exits, and a port that is in use exits as well. {@link Halt} decides here.
 */
final class LibraryExits {

    private LibraryExits() {}

    static synchronized void prevent() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        ExitUtils.disableSystemExit();
        ExitUtils.setTerminateOnUncaughtException(false);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
