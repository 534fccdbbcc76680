package io.bellwether.agent;

import java.util.List;

/** A configuration with which the agent does not start; the message names everything that is wrong with it. */
public final class AgentConfigException extends IllegalArgumentException {

    private final List<String> problems;

    AgentConfigException(List<String> problems) {
        super("The agent does not start with this configuration:\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each with the setting, the rule, what came, and what works. */
    public List<String> problems() {
        return problems;
    }
}
