package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.routing.Watch.Look;
import java.util.List;
import java.util.Locale;

/** What is gone for a while, and how that shows. */
enum Outage {
    /** All coordinators: nobody joins or leaves, and nothing may be written. */
    COORDINATORS,
    /** Redis: limits and kept answers are of each gateway alone. */
    REDIS;

    /** The name in options and rows. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The processes that are killed. */
    List<String> nodes() {
        return switch (this) {
            case COORDINATORS -> List.of("coordinator-1", "coordinator-2", "coordinator-3");
            case REDIS -> List.of("redis");
        };
    }

    /** Whether requests are served in the other way that is meant for it. */
    boolean isServedOtherwise(Look look) {
        return switch (this) {
            case COORDINATORS -> look.write().equals("read-only");
            case REDIS -> look.scope().equals("process");
        };
    }

    boolean isInHealth(Look look) {
        return look.health()
                .contains(
                        switch (this) {
                            case COORDINATORS -> "frozen";
                            case REDIS -> "away";
                        });
    }

    boolean isInConsole(Look look) {
        return look.console()
                .contains(
                        switch (this) {
                            case COORDINATORS -> "\"refusesWrites\":true";
                            case REDIS -> "\"redis\":\"AWAY\"";
                        });
    }
}
