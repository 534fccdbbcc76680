package io.bellwether.spring.lifecycle;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.protocol.node.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/** Lets the agent join when the application serves, and leave while it still does. */
public final class AgentLifecycle implements SmartLifecycle {

    /**
     * Above the phases of the web server, its port being known by then, and of its graceful stop: in reverse order the
     * good-bye comes first, and who has heard it sends nothing more to a server that is about to stop. Below what takes
     * work by itself, such as listeners of Kafka: they stop before the process leaves.
     */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

    private static final Logger LOG = LoggerFactory.getLogger(AgentLifecycle.class);

    private final ClusterAgent agent;
    private final ServiceDescription description;
    private boolean ended;
    private volatile boolean running;

    public AgentLifecycle(ClusterAgent agent, ServiceDescription description) {
        this.agent = agent;
        this.description = description;
    }

    @Override
    public void start() {
        if (ended) {
            LOG.atWarn()
                    .addKeyValue("action", "agent.not.restarted")
                    .log(
                            "the context was stopped and started again, but an agent lives once: this process stays outside the cluster until it is restarted");
            return;
        }
        agent.whenAddressChanges(address -> agent.describe(description.entries(address)));
        agent.describe(description.entries(agent.advertisedAddress()));
        agent.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ended = true;
        boolean wasMember = agent.view().now().stage() == Stage.MEMBER;
        boolean heard = agent.stop();
        LOG.atLevel(wasMember && !heard ? Level.WARN : Level.INFO)
                .addKeyValue("action", "agent.left")
                .addKeyValue("member", wasMember)
                .addKeyValue("heard", wasMember && heard)
                .log(farewell(wasMember, heard));
    }

    private static String farewell(boolean wasMember, boolean heard) {
        if (!wasMember) {
            return "the agent stops; this process was no member";
        }
        return heard
                ? "left the cluster"
                : "left, but the good-bye was not heard in time: the others will find this process silent";
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** A context that pauses still exists, and a member that comes and goes with it would be taken for a flapping one. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
