package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.gossip.FixedSizes;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A real node, which is member 1, among puppets that beat each second. Member 2 is the coordinator. */
final class Puppets {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    static final long START = beforeItWraps();

    final Node node;
    final TreeSet<Long> beating = new TreeSet<>();
    /** What a puppet says of its edge to the node; good if nothing is said. */
    final Map<Long, EdgeVerdict> about = new TreeMap<>();

    final List<NodeEffect> all = new ArrayList<>();
    long now = START;
    /** The node is called so often even if it did not ask for it; 0 for never. */
    long calledEveryNanos;

    /** What leader the puppets know of, and for how long they have not heard of it. */
    Freshness freshness = new Freshness(1, 2, 0);

    /** Told each effect when it comes. */
    Consumer<NodeEffect> onEffect = effect -> {};

    private long nextCall = START;
    private final Map<Long, Long> sequences = new TreeMap<>();
    private final Map<Long, Long> echoes = new TreeMap<>();
    private long nextBeats = START;
    private View view = View.empty();

    Puppets() {
        Identity me = new Identity(new NodeId("1"), "process", "host-1:7800", "", "", false);
        node = new Node(
                me, TimingProfile.DEFAULT, new FixedSizes(), Watching.incremental(), new SplittableRandom(7), now);
    }

    /** No constant, because the compiler counts along and would say that it wraps. */
    static long beforeItWraps() {
        return Long.MAX_VALUE - SECOND / 2;
    }

    static View view(int members) {
        List<Member> list = new ArrayList<>();
        for (int n = 1; n <= members; n++) {
            list.add(member(n, MemberStatus.HEALTHY));
        }
        return View.of(members, members, list);
    }

    static Member member(int n, MemberStatus status) {
        return new Member(new NodeId("" + n), n, status, Cause.FIRST_JOIN, 0, 0, "", "", n == 2, "host-" + n + ":7800");
    }

    /** Lets the node in, into a cluster of so many. */
    Puppets in(int members) {
        step(new NodeInput.Tick());
        admit(1, view(members));
        for (long n = 2; n <= members; n++) {
            beating.add(n);
        }
        return this;
    }

    List<NodeEffect> admit(long incarnation, View into) {
        view = into;
        return step(new NodeInput.Answered(new Answer.Admitted(incarnation, into)));
    }

    List<NodeEffect> step(NodeInput input) {
        List<NodeEffect> effects = List.copyOf(node.step(input, now));
        for (NodeEffect effect : effects) {
            if (effect instanceof NodeEffect.Send(long to, Message.Beat beat)) {
                echoes.put(to, beat.sequence());
            }
        }
        effects.forEach(onEffect);
        all.addAll(effects);
        return effects;
    }

    void beat(long from) {
        long sequence = sequences.merge(from, 1L, Long::sum);
        step(new NodeInput.Received(
                from,
                new Message.Beat(
                        node.incarnation(),
                        sequence,
                        echoes.getOrDefault(from, 0L),
                        0,
                        about.getOrDefault(from, EdgeVerdict.GOOD),
                        false,
                        100,
                        view.epoch(),
                        view.version(),
                        freshness)));
    }

    List<NodeEffect> passMillis(long millis) {
        int before = all.size();
        long end = now + millis * MILLI;
        while (true) {
            long next = earlier(node.deadlineNanos(), nextBeats);
            next = calledEveryNanos > 0 ? earlier(next, nextCall) : next;
            if (next - end > 0) {
                now = end;
                return List.copyOf(all.subList(before, all.size()));
            }
            now = next - now > 0 ? next : now;
            if (now - nextBeats >= 0) {
                nextBeats += SECOND;
                List.copyOf(beating).forEach(this::beat);
            }
            if (now - node.deadlineNanos() >= 0 || (calledEveryNanos > 0 && now - nextCall >= 0)) {
                step(new NodeInput.Tick());
            }
            nextCall = now - nextCall >= 0 ? now + calledEveryNanos : nextCall;
        }
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    static <M extends Message> List<M> sent(List<NodeEffect> effects, Class<M> kind) {
        List<M> sent = new ArrayList<>();
        for (NodeEffect effect : effects) {
            if (effect instanceof NodeEffect.Send(long to, Message message) && kind.isInstance(message)) {
                sent.add(kind.cast(message));
            }
        }
        return sent;
    }
}
