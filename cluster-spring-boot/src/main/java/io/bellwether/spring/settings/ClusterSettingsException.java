package io.bellwether.spring.settings;

import java.util.List;

/** Settings with which the application does not start; the message names everything that is wrong with them. */
public final class ClusterSettingsException extends RuntimeException {

    private final List<String> problems;

    ClusterSettingsException(List<String> problems) {
        super("The settings of the cluster are wrong:\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with the setting, the rule, what came, and what works. */
    public List<String> problems() {
        return problems;
    }
}
