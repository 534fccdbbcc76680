package io.bellwether.coordinator.raft;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Safeguard one: a leader that no majority has answered for the upper election bound steps down, also while writes keep
 * arriving. The library looks only when its event queue has been empty for as long, so under writes it leads for ever.
 *
 * <p>Safeguard two belongs to it: the leader's authority commits a tick four times in the upper election bound. A
 * leader that commits nothing for four of these bounds has no lease that anybody could rest on, whatever holds its ticks
 * up, and steps down as well. So the ticks are never without the watchdog, nor the watchdog without the ticks.
 */
final class Watchdog {

    /** How often to look. */
    static final long PERIOD_MILLIS = 200;

    private final long boundMillis;
    private long commitIndex = -1;
    private long committedNanos;
    private long term;

    Watchdog(TimingProfile profile) {
        this.boundMillis = profile.electionMax().toMillis();
    }

    /** Why this leader has to step down, null if it may stay, or does not lead. */
    @Nullable
    String look(RaftServer.Division division, long nowNanos) {
        RoleInfoProto role = division.getInfo().getRoleInfoProto();
        if (!role.hasLeaderInfo()) {
            return null;
        }
        long commit = division.getRaftLog().getLastCommittedIndex();
        if (commit != commitIndex || role.getLeaderInfo().getTerm() != term) {
            commitIndex = commit;
            committedNanos = nowNanos;
            term = role.getLeaderInfo().getTerm();
        }
        Map<String, Long> silentMillis = new TreeMap<>();
        for (ServerRpcProto follower : role.getLeaderInfo().getFollowerInfoList()) {
            // An appender begins as if it had just been answered; before the role is as old as the bound this says
            // nothing.
            silentMillis.put(follower.getId().getId().toStringUtf8(), follower.getLastRpcElapsedTimeMs());
        }
        var conf = division.getRaftConf();
        String self = division.getId().toString();
        if (!majorityAnswers(self, conf.getCurrentPeers(), silentMillis)
                || !majorityAnswers(self, conf.getPreviousPeers(), silentMillis)) {
            return "no majority has answered for %d ms: %s".formatted(boundMillis, silentMillis);
        }
        long idleMillis = (nowNanos - committedNanos) / 1_000_000;
        return idleMillis < 4 * boundMillis ? null : "nothing was committed for %d ms".formatted(idleMillis);
    }

    private boolean majorityAnswers(String self, Collection<RaftPeer> voters, Map<String, Long> silentMillis) {
        long there = voters.stream()
                .map(voter -> voter.getId().toString())
                .filter(voter -> voter.equals(self) || silentMillis.getOrDefault(voter, Long.MAX_VALUE) < boundMillis)
                .count();
        return voters.isEmpty() || there > voters.size() / 2;
    }
}
