package io.bellwether.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FreshNamesTest {

    private static final String FOUND = "networkaddress.cache.ttl";
    private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";
    private static final String OF_COMMAND_LINE = "sun.net.inetaddr.ttl";

    private final Map<String, @Nullable String> security = new HashMap<>();
    private final Map<String, @Nullable String> system = new HashMap<>();

    @BeforeEach
    void asTheJvmStarts() {
        for (String name : List.of(FOUND, NOT_FOUND)) {
            security.put(name, Security.getProperty(name));
            Security.setProperty(name, "30");
        }
        for (String name : List.of(FOUND, OF_COMMAND_LINE)) {
            system.put(name, System.clearProperty(name));
        }
    }

    @AfterEach
    void asItWas() {
        security.forEach((name, value) -> Security.setProperty(name, value == null ? "" : value));
        system.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void namesAreLookedUpEachSecondByTheJvmAndByTheLibrary() {
        FreshNames.insist();

        assertThat(Security.getProperty(FOUND)).isEqualTo("1");
        assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("1");
        assertThat(System.getProperty(FOUND)).isEqualTo("1");
    }

    @Test
    void whoSetsATimeOnTheCommandLineKeepsIt() {
        System.setProperty(OF_COMMAND_LINE, "7");
        System.setProperty(FOUND, "8");

        FreshNames.insist();

        assertThat(Security.getProperty(FOUND))
                .as("asked only without the other")
                .isEqualTo("30");
        assertThat(Security.getProperty(NOT_FOUND)).isEqualTo("1");
        assertThat(System.getProperty(FOUND)).isEqualTo("8");
    }
}
