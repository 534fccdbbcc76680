package io.bellwether.coordinator.raft;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process to be killed: three servers in a folder, many writes at once, and each acknowledged one told by a line. */
final class Victim {

    private static final int AT_ONCE = 64;

    private Victim() {}

    public static void main(String[] args) {
        int from = Integer.parseInt(args[1]);
        try (var peers = Peers.three(Path.of(args[0]), 2000)) {
            var room = new Semaphore(AT_ONCE);
            Peer leader = peers.leader();
            for (int i = from; i < Integer.MAX_VALUE; i++) {
                room.acquireUninterruptibly();
                String word = "w" + i;
                var unused = leader.write(word).whenComplete((index, e) -> {
                    room.release();
                    if (e == null) {
                        System.out.println(word);
                    }
                });
            }
        }
    }
}
