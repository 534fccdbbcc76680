package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import java.util.List;
import java.util.function.Function;

/** Sends letters; the room left in a datagram is filled with news. */
final class Post {

    private final Machine machine;
    private final LifeguardSettings settings;
    private final Members members;
    private final Rumours rumours;
    private int sequence;

    Post(Machine machine, LifeguardSettings settings, Members members, Rumours rumours) {
        this.machine = machine;
        this.settings = settings;
        this.members = members;
        this.rumours = rumours;
    }

    int nextSequence() {
        return ++sequence;
    }

    /** Sends a datagram made around what news fit behind it. */
    void datagram(int to, Function<List<News>, Letter.Datagram> letter) {
        var bare = letter.apply(List.of());
        var room = settings.datagramBytesMax() - Sizes.bare(bare) - Sizes.COMPOUND_BYTES;
        var news = rumours.take(room, settings.retransmits(members.size()));
        sendAsIs(to, news.isEmpty() ? bare : letter.apply(news));
    }

    /** Sends a datagram without looking for news. */
    void sendAsIs(int to, Letter.Datagram letter) {
        machine.send(to, letter, Sizes.onWire(letter), Channel.DATAGRAM);
    }

    void stream(int to, Letter letter) {
        machine.send(to, letter, Sizes.onWire(letter), Channel.STREAM);
    }

    /** One round of gossip to these, each with what is due next. */
    void gossip(List<Members.Member> to) {
        for (var member : to) {
            var room = settings.datagramBytesMax() - Sizes.COMPOUND_BYTES;
            var news = rumours.take(room, settings.retransmits(members.size()));
            if (news.isEmpty()) {
                return;
            }
            sendAsIs(member.machine, new Letter.Gossip(news));
        }
    }
}
