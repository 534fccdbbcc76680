package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;

/** What the tests of gossip share. */
final class GossipFixtures {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private GossipFixtures() {}

    /** Keeps what was sent. */
    static final class Sent implements Outbox {
        record Datagram(long to, Message message) {}

        final List<Datagram> all = new ArrayList<>();

        @Override
        public void send(long to, Message message) {
            all.add(new Datagram(to, message));
        }

        <T extends Message> List<T> of(Class<T> kind) {
            return all.stream()
                    .map(Datagram::message)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        List<Long> receivers() {
            return all.stream().map(Datagram::to).toList();
        }
    }

    /** Keeps what was told. */
    static final class Heard implements GossipListener {
        final List<Rumour> rumours = new ArrayList<>();
        final List<Long> deltas = new ArrayList<>();
        final List<String> disagreements = new ArrayList<>();

        @Override
        public void heardRumour(Rumour rumour, int ageMillis, int hops) {
            rumours.add(rumour);
        }

        @Override
        public void heardDelta(long version, int ageMillis, int hops) {
            deltas.add(version);
        }

        @Override
        public void viewsDisagree(String detail) {
            disagreements.add(detail);
        }
    }

    static View viewOf(long epoch, long... incarnations) {
        List<Member> members = new ArrayList<>();
        for (long incarnation : incarnations) {
            members.add(GossipNet.member(incarnation, "a"));
        }
        return View.of(epoch, epoch, members);
    }

    static Rumour.Health health(int score) {
        return new Rumour.Health(score, List.of(), 0);
    }

    static Rumour rumour(long origin, long version, int score) {
        return new Rumour(origin, version, 1, 0, health(score));
    }
}
