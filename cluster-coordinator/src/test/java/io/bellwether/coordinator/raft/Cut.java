package io.bellwether.coordinator.raft;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.util.CodeInjectionForTesting;

/** Cuts one off from all others, in both directions: what they ask each other ends in an error and changes nothing. */
final class Cut implements AutoCloseable, CodeInjectionForTesting.Code {

    private static final String APPEND = "RaftServerImpl.appendEntries";
    private static final String VOTE = "RaftServerImpl.requestVote";
    private static final String SNAPSHOT = "RaftServerImpl.installSnapshot";

    private final Set<String> apart = ConcurrentHashMap.newKeySet();

    Cut() {
        CodeInjectionForTesting.put(APPEND, this);
        CodeInjectionForTesting.put(VOTE, this);
        CodeInjectionForTesting.put(SNAPSHOT, this);
    }

    void off(Peer peer) {
        apart.add(peer.id().name());
    }

    void heal() {
        apart.clear();
    }

    @Override
    public boolean execute(Object local, Object remote, Object... request) {
        if (apart.contains(local.toString()) != apart.contains(remote.toString())) {
            throw new IllegalStateException("cut between %s and %s".formatted(local, remote));
        }
        return false;
    }

    @Override
    public void close() {
        CodeInjectionForTesting.remove(APPEND);
        CodeInjectionForTesting.remove(VOTE);
        CodeInjectionForTesting.remove(SNAPSHOT);
    }
}
