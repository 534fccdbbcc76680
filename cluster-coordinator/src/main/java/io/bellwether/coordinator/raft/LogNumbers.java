package io.bellwether.coordinator.raft;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * What the log counts, at one moment.
 *
 * @param part What this server does.
 * @param traffic What went between this coordinator and the others.
 * @param elections Elections that this server began.
 * @param stepDowns Times that it gave leadership up by itself.
 * @param lagEntries How many entries each other voter lacks, on the leader; empty elsewhere.
 */
public record LogNumbers(Part part, RaftTraffic traffic, long elections, long stepDowns, Map<String, Long> lagEntries) {

    /** What a server does in the log. */
    public enum Part {
        DOWN(0),
        FOLLOWER(1),
        CANDIDATE(2),
        LEADER(3);

        private final int number;

        Part(int number) {
            this.number = number;
        }

        /** As dashboards know it. */
        public int number() {
            return number;
        }
    }

    /** Of a server that runs, or does not. */
    static LogNumbers of(String server, RaftServer.@Nullable Division division, long stepDowns, RaftTraffic traffic) {
        LibraryMetrics library = LibraryMetrics.ours();
        return new LogNumbers(
                division == null ? Part.DOWN : part(division),
                traffic,
                library.sum(server, "electionCount"::equals),
                stepDowns,
                division == null ? Map.of() : lag(server, division, library));
    }

    private static Part part(RaftServer.Division division) {
        if (!division.getInfo().isAlive()) {
            return Part.DOWN;
        }
        return switch (division.getInfo().getCurrentRole()) {
            case LEADER -> Part.LEADER;
            case CANDIDATE -> Part.CANDIDATE;
            case FOLLOWER, LISTENER -> Part.FOLLOWER;
            case UNRECOGNIZED -> Part.DOWN;
        };
    }

    private static Map<String, Long> lag(String server, RaftServer.Division division, LibraryMetrics library) {
        if (!division.getInfo().isLeader()) {
            return Map.of();
        }
        var last = division.getRaftLog().getLastEntryTermIndex();
        Map<String, Long> lag = new TreeMap<>();
        for (Voter voter : RoleWatch.voters(division)) {
            String name = voter.id().name();
            OptionalLong match = library.gauge(server, "follower_%s_match_index".formatted(name));
            if (!name.equals(server) && match.isPresent() && last != null) {
                lag.put(name, Math.max(0, last.getIndex() - match.getAsLong()));
            }
        }
        return lag;
    }
}
