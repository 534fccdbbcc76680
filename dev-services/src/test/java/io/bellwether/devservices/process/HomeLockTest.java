package io.bellwether.devservices.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    Path folder;

    @Test
    void aSecondLauncherIsToldWhoIsAtWork() {
        var home = new Home(folder);
        try (var lock = HomeLock.take(home)) {
            assertThatThrownBy(() -> HomeLock.take(home))
                    .isInstanceOf(StartProblem.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aLockThatWasGivenBackCanBeTakenAgain() {
        var home = new Home(folder);
        HomeLock.take(home).close();
        HomeLock.take(home).close();
    }
}
