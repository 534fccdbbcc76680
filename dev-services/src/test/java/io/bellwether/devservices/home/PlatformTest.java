package io.bellwether.devservices.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, LINUX_AMD64",
        "Linux, aarch64, LINUX_ARM64",
        "Mac OS X, x86_64, DARWIN_AMD64",
        "Mac OS X, aarch64, DARWIN_ARM64"
    })
    void aPlatformWithBinariesIsKnown(String os, String processor, Platform expected) {
        assertThat(Platform.of(os, processor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, s390x", "FreeBSD, amd64"})
    void anotherPlatformIsRefusedWithTheWaysThatAreLeft(String os, String processor) {
        assertThatThrownBy(() -> Platform.of(os, processor))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining(os)
                .hasMessageContaining(processor)
                .hasMessageContaining("docker-compose")
                .hasMessageContaining("SPRING_DATASOURCE_URL");
    }

    @Test
    void theProgramsOfThisPlatformAreOnTheClassPath() {
        var platform = Platform.current();
        assertThat(PlatformTest.class.getResource("/postgres-%s.txz".formatted(platform.postgresName())))
                .isNotNull();
        assertThat(PlatformTest.class.getResource("/redis-server-7.0.15-" + platform.redisName()))
                .isNotNull();
    }
}
