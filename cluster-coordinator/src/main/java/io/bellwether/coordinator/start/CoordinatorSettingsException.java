package io.bellwether.coordinator.start;

import java.util.List;

/** Settings with which the coordinator does not start; the message names everything that is wrong with them. */
public final class CoordinatorSettingsException extends RuntimeException {

    private final transient List<String> problems;

    public CoordinatorSettingsException(List<String> problems) {
        super("The settings of the coordinator are wrong:\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with the setting, the rule, what came, and what works. */
    public List<String> problems() {
        return problems;
    }
}
