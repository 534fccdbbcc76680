package io.bellwether.spring.settings;

import io.bellwether.agent.AgentConfig;

/** Has the last word on how the agent is set up, before it is checked; a coordinator says here that it is one. */
@FunctionalInterface
public interface AgentConfigCustomizer {

    void customize(AgentConfig.Builder builder);
}
