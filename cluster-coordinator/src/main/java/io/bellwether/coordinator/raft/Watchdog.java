package io.bellwether.coordinator.raft;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Safeguard one: a leader that no majority has answered for nearly the upper election bound steps down, also while writes
 * keep arriving, so that within the bound they are refused. The library looks only when its event queue has been empty for
 * as long, so under writes it leads for ever.
 *
 * <p>Safeguard two belongs to it: the leader's authority commits a tick four times in the upper election bound. A
 * leader that commits nothing for four of these bounds has no lease that anybody could rest on, whatever holds its ticks
 * up, and steps down as well. So the ticks are never without the watchdog, nor the watchdog without the ticks.
 *
 * <p>Whoever stood still itself heard nobody meanwhile, and cannot tell that from their silence: after a look that came late
 * it lets a quarter of a bound pass, in which they can answer. If another leads by then, their answers say so.
 */
final class Watchdog {

    private static final int LOOKS_IN_A_BOUND = 12;

    private final long electionMaxMillis;
    private final long periodMillis;
    private final long boundMillis;
    private final long leastMillis;
    private long lookedNanos;
    private boolean looked;
    private long wokeNanos;
    private boolean hasSlept;
    private long commitIndex = -1;
    private long committedNanos;
    private long term;

    Watchdog(TimingProfile profile) {
        this.electionMaxMillis = profile.electionMax().toMillis();
        this.periodMillis = Math.max(1, electionMaxMillis / LOOKS_IN_A_BOUND);
        // Whoever writes is refused within the upper bound, so the looks in between and the way down count as well.
        this.boundMillis = electionMaxMillis - 2 * periodMillis;
        this.leastMillis = profile.electionMin().toMillis();
    }

    /** How often to look. */
    long periodMillis() {
        return periodMillis;
    }

    /** Why this leader has to step down, null if it may stay, or does not lead. */
    @Nullable
    String look(RaftServer.Division division, long nowNanos) {
        var conf = division.getRaftConf();
        return look(
                division.getInfo().getRoleInfoProto(),
                division.getRaftLog().getLastCommittedIndex(),
                List.of(names(conf.getCurrentPeers()), names(conf.getPreviousPeers())),
                nowNanos);
    }

    private static List<String> names(Collection<RaftPeer> peers) {
        return peers.stream().map(peer -> peer.getId().toString()).toList();
    }

    /**
     * The same, on what was asked.
     *
     * @param electorates the voters, and while they change those from before: a majority of each is needed
     */
    @Nullable
    String look(RoleInfoProto role, long commit, List<List<String>> electorates, long nowNanos) {
        boolean hasJustWoken = hasJustWoken(nowNanos);
        if (!role.hasLeaderInfo()) {
            return null;
        }
        if (commit != commitIndex || role.getLeaderInfo().getTerm() != term) {
            commitIndex = commit;
            committedNanos = nowNanos;
            term = role.getLeaderInfo().getTerm();
        }
        Map<String, Long> silentMillis = silentMillis(role);
        // A new leader's followers count as silent for a whole bound before the first was asked anything.
        boolean judged = role.getRoleElapsedTimeMs() >= boundMillis && !hasJustWoken;
        if (judged && !electorates.stream().allMatch(voters -> majorityAnswers(voters, silentMillis, boundMillis))) {
            return "no majority has answered for %d ms: %s".formatted(boundMillis, silentMillis);
        }
        long idleMillis = (nowNanos - committedNanos) / 1_000_000;
        return idleMillis < 4 * electionMaxMillis ? null : "nothing was committed for %d ms".formatted(idleMillis);
    }

    private boolean hasJustWoken(long nowNanos) {
        long graceNanos = boundMillis * 1_000_000 / 4;
        if (looked && nowNanos - lookedNanos >= graceNanos + periodMillis * 1_000_000) {
            wokeNanos = nowNanos;
            hasSlept = true;
        }
        looked = true;
        lookedNanos = nowNanos;
        return hasSlept && nowNanos - wokeNanos < graceNanos;
    }

    /** How long each voter has been silent, as this leader knows. */
    private static Map<String, Long> silentMillis(RoleInfoProto role) {
        Map<String, Long> silentMillis = new TreeMap<>();
        silentMillis.put(role.getSelf().getId().toStringUtf8(), 0L);
        for (ServerRpcProto follower : role.getLeaderInfo().getFollowerInfoList()) {
            silentMillis.put(follower.getId().getId().toStringUtf8(), follower.getLastRpcElapsedTimeMs());
        }
        return silentMillis;
    }

    /**
     * Whether there is a leader with a majority behind it, as far as this server can tell now. A leader that has been
     * silent for the shortest election timeout counts as gone, because somebody may stand for election by now. A mistake
     * costs a client one more question.
     */
    boolean isBacked(RaftServer.Division division) {
        var conf = division.getRaftConf();
        return isBacked(
                division.getInfo().getRoleInfoProto(),
                List.of(names(conf.getCurrentPeers()), names(conf.getPreviousPeers())));
    }

    /** The same, on what was asked. */
    boolean isBacked(RoleInfoProto role, List<List<String>> electorates) {
        if (role.hasLeaderInfo()) {
            // Before it steps down at the whole bound: whoever asks in between is told at once, and not after a
            // time-out.
            long early = boundMillis * 3 / 4;
            Map<String, Long> silentMillis = silentMillis(role);
            return role.getRoleElapsedTimeMs() < early
                    || electorates.stream().allMatch(voters -> majorityAnswers(voters, silentMillis, early));
        }
        return role.hasFollowerInfo()
                && role.getFollowerInfo().hasLeaderInfo()
                && role.getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs() < leastMillis;
    }

    private static boolean majorityAnswers(List<String> voters, Map<String, Long> silentMillis, long boundMillis) {
        long there = voters.stream()
                .filter(voter -> silentMillis.getOrDefault(voter, Long.MAX_VALUE) < boundMillis)
                .count();
        return voters.isEmpty() || there > voters.size() / 2;
    }
}
