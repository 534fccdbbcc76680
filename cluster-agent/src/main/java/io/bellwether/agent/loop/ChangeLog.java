package io.bellwether.agent.loop;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.worker.Serial;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per change. Lines are written by a worker, because a console that nobody reads blocks whoever writes to it;
 * those that find no room are counted and left out.
 */
final class ChangeLog {

    static final int LINES_MAX = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);

    private final NodeId self;
    private final Counters counters;
    private final Queue<Runnable> lines = new ArrayBlockingQueue<>(LINES_MAX);
    private final Serial writing;

    ChangeLog(NodeId self, Workers workers, Counters counters) {
        this.self = self;
        this.counters = counters;
        this.writing = new Serial(workers::offer, this::write);
    }

    private void add(Runnable line) {
        if (!lines.offer(line)) {
            counters.one(AgentCount.LOG_LINES_DROPPED);
        }
        writing.ask();
    }

    private void write() {
        for (Runnable line = lines.poll(); line != null; line = lines.poll()) {
            line.run();
        }
    }

    private LoggingEventBuilder line(Level level, String action) {
        return LOG.atLevel(level).addKeyValue("action", action).addKeyValue("self", self.name());
    }

    void stageChanged(Stage from, Stage to, String detail, long incarnation) {
        boolean bad = to == Stage.SUPERSEDED || to == Stage.REFUSED || (to == Stage.OUTSIDE && from == Stage.MEMBER);
        add(() -> line(bad ? Level.WARN : Level.INFO, "agent.stage.changed")
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("incarnation", incarnation)
                .addKeyValue("cause", detail)
                .log("membership changed"));
    }

    void modeChanged(Mode from, Mode to) {
        add(() -> line(to == Mode.READ_ONLY ? Level.WARN : Level.INFO, "cluster.mode.changed")
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .log("mode changed"));
    }

    void edgeChanged(String peer, long incarnation, EdgeVerdict to) {
        add(() -> line(to.isBad() ? Level.WARN : Level.INFO, "peer.edge.changed")
                .addKeyValue("peer", peer)
                .addKeyValue("to", to)
                .addKeyValue("incarnation", incarnation)
                .log("edge to peer changed"));
    }

    void viewsDisagree(String detail) {
        add(() -> line(Level.ERROR, "cluster.views.disagree")
                .addKeyValue("detail", detail)
                .log("two views contradict each other, which is a bug"));
    }

    /** One line for every member that came, went, or changed its state. */
    void viewChanged(View before, View now) {
        add(() -> {
            for (Member member : now.members()) {
                Member old = before.member(member.incarnation());
                if (old == null || old.status() != member.status()) {
                    memberLine(member, now)
                            .addKeyValue(
                                    "from", old == null ? "NONE" : old.status().name())
                            .addKeyValue("to", member.status())
                            .addKeyValue("cause", member.cause().text())
                            .log("member changed state");
                }
            }
            for (Member old : before.members()) {
                if (now.member(old.incarnation()) == null) {
                    memberLine(old, now)
                            .addKeyValue("from", old.status())
                            .addKeyValue("to", "GONE")
                            .log("member changed state");
                }
            }
        });
    }

    private LoggingEventBuilder memberLine(Member member, View view) {
        return line(Level.INFO, "member.state.changed")
                .addKeyValue("node", member.id().name())
                .addKeyValue("incarnation", member.incarnation())
                .addKeyValue("epoch", view.epoch())
                .addKeyValue("version", view.version());
    }
}
