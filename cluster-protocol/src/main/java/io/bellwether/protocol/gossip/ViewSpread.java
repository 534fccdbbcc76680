package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This node's view and how it stays the newest: deltas are forwarded the moment they are first received, who sees that
 * another is ahead asks for what is missing, and who is too far behind pulls a whole view from a coordinator. The version
 * only goes up.
 */
public final class ViewSpread {

    /** Deltas cost more than this only in storms; then the rest is asked for or pulled. */
    static final int ALLOWANCE_BYTES_PER_SECOND = 32_768;

    static final int ALLOWANCE_SAVED_BYTES_MAX = 65_536;

    /** How many questions of one peer are answered per second. */
    static final int ANSWERS_PER_SECOND_MAX = 8;

    /** Deltas this many intervals old came by an answer; everybody has them and they are not forwarded. */
    private static final int FORWARD_INTERVALS = 2;

    /** A gap that stays open for this many intervals is closed by a pull. */
    private static final int GAP_INTERVALS_MAX = 2;

    private static final int FAILURES_MAX = 6;
    private static final int HOPS_MAX = 255;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long GRACE_NANOS_MAX = 20_000_000L;
    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final int fanout;
    private final long intervalNanos;
    private final Sizes sizes;
    private final Peers peers;
    private final GossipListener listener;
    private final Counters counters = new Counters();
    private final DeltaLog log = new DeltaLog();
    private final Question question;
    private final AnswerLimit answerLimit = new AnswerLimit(ANSWERS_PER_SECOND_MAX);
    private final Post post;
    private final long[] targets;

    private View view = View.empty();
    private long self;
    private long ahead;
    private long behindSinceNanos;

    /** Starts without a view. The peers are those of the rounds of the same node. */
    public ViewSpread(TimingProfile profile, Sizes sizes, Peers peers, GossipListener listener, long nowNanos) {
        this.fanout = profile.gossipFanout();
        this.intervalNanos = profile.gossipInterval().toNanos();
        this.sizes = sizes;
        this.peers = peers;
        this.listener = listener;
        this.question = new Question(Math.min(GRACE_NANOS_MAX, intervalNanos / 10), intervalNanos / 20, intervalNanos);
        this.post = new Post(
                sizes, counters, new Allowance(ALLOWANCE_BYTES_PER_SECOND, ALLOWANCE_SAVED_BYTES_MAX, nowNanos));
        this.targets = new long[fanout + 1];
    }

    /** By which incarnation this node is, or will be, in the view. */
    public void identity(long incarnation) {
        self = incarnation;
        peers.update(view, self);
    }

    public View view() {
        return view;
    }

    /** Deltas that this node knows from the agreed log itself. Returns whether the view changed. */
    public boolean committed(ViewDelta delta, long nowNanos, Outbox out) {
        return take(List.of(delta), 0, 0, 0, nowNanos, out);
    }

    /** Deltas from a peer. Returns whether the view changed. */
    public boolean received(long from, Message.Deltas message, long nowNanos, Outbox out) {
        if (message.deltas().isEmpty()) {
            question.failed(from, nowNanos);
            return false;
        }
        return take(message.deltas(), from, message.hops(), message.ageMillis(), nowNanos, out);
    }

    private boolean take(List<ViewDelta> deltas, long from, int hops, int ageMillis, long nowNanos, Outbox out) {
        long before = view.version();
        List<ViewDelta> fresh = new ArrayList<>(deltas.size());
        for (ViewDelta delta : deltas) {
            if (isFresh(delta, nowNanos)) {
                fresh.add(delta);
                log.hold(delta);
                noticeAhead(delta.version(), nowNanos);
            }
        }
        applyHeld(hops, ageMillis, nowNanos);
        // What contradicts this view stays here.
        fresh.removeIf(delta -> !delta.equals(log.kept(delta.version())) && !delta.equals(log.held(delta.version())));
        if (!fresh.isEmpty() && ageMillis * NANOS_PER_MILLI < FORWARD_INTERVALS * intervalNanos) {
            forward(fresh, from, hops, ageMillis, nowNanos, out);
        }
        boolean changed = view.version() != before;
        settle(changed, nowNanos);
        if (isBehind() && from != 0) {
            question.couldAsk(from, nowNanos);
        }
        return changed;
    }

    private boolean isFresh(ViewDelta delta, long nowNanos) {
        boolean old = delta.version() <= view.version();
        ViewDelta known = old ? log.kept(delta.version()) : log.held(delta.version());
        if (known != null && !known.equals(delta)) {
            disagree("version %d is %s here, and also %s".formatted(delta.version(), known, delta));
        }
        if (!old && delta.version() > view.version() + DeltaLog.HELD_MAX) {
            counters.one(Count.OVER_HELD_DELTAS);
            noticeAhead(delta.version(), nowNanos);
            return false;
        }
        return !old && known == null;
    }

    private void applyHeld(int hops, int ageMillis, long nowNanos) {
        ViewDelta next = log.held(view.version() + 1);
        while (next != null) {
            log.release(next.version());
            View after = applied(next);
            if (after != null) {
                view = after;
                log.keep(next, ageMillis, hops, nowNanos);
                counters.one(Count.DELTAS_TAKEN);
                listener.heardDelta(next.version(), ageMillis, hops);
            }
            next = after == null ? null : log.held(view.version() + 1);
        }
        peers.update(view, self);
    }

    /** The view after this delta, or null if the delta cannot be true. */
    private @Nullable View applied(ViewDelta delta) {
        boolean members = delta.changes().stream().anyMatch(MemberChange::changesMembers);
        if (members ? delta.epoch() <= view.epoch() : delta.epoch() != view.epoch()) {
            disagree("%s does not go with epoch %d".formatted(delta, view.epoch()));
            return null;
        }
        try {
            return view.plus(delta);
        } catch (IllegalArgumentException e) {
            disagree("%s does not fit %s: %s".formatted(delta, view, e.getMessage()));
            return null;
        }
    }

    private void forward(List<ViewDelta> deltas, long from, int hops, int ageMillis, long nowNanos, Outbox out) {
        List<ViewDelta> page = new ArrayList<>(deltas.size());
        int left = sizes.roomBytes();
        for (ViewDelta delta : deltas) {
            left -= sizes.bytesMax(delta);
            if (left < 0) {
                // Behind it there would be a gap. Who misses it sees so by the version in beats and pulls.
                counters.one(Count.DELTAS_TOO_BIG);
                break;
            }
            page.add(delta);
        }
        if (page.isEmpty()) {
            return;
        }
        Message message = new Message.Deltas(page, Math.min(HOPS_MAX, hops + 1), ageMillis);
        int count = peers.forNews(fanout, from, targets);
        for (int i = 0; i < count; i++) {
            if (post.send(targets[i], message, nowNanos, out)) {
                counters.one(Count.PUSHES);
            }
        }
    }

    private boolean isBehind() {
        return ahead > view.version();
    }

    private void noticeAhead(long version, long nowNanos) {
        if (!isBehind()) {
            behindSinceNanos = nowNanos;
        }
        ahead = Math.max(ahead, version);
    }

    /** Any step forward restarts the clocks of what is still missing. */
    private void settle(boolean changed, long nowNanos) {
        if (changed) {
            behindSinceNanos = nowNanos;
            question.progressed(isBehind(), nowNanos);
        }
    }

    /** A beat or a round of gossip shows what version somebody has. */
    public void noticed(long from, long version, long nowNanos, Outbox out) {
        if (version <= view.version()) {
            return;
        }
        noticeAhead(version, nowNanos);
        question.couldAsk(from, nowNanos);
        tick(nowNanos, out);
    }

    /** A peer asks for what it is missing. An empty answer says that this node does not have it any more. */
    public void received(long from, Message.DeltasWanted wanted, long nowNanos, Outbox out) {
        if (wanted.version() < 0 || wanted.version() >= view.version()) {
            return;
        }
        if (!answerLimit.allows(from, nowNanos)) {
            counters.one(Count.OVER_ANSWERS);
            return;
        }
        counters.one(Count.ANSWERS);
        List<ViewDelta> page = log.after(wanted.version(), view.version(), sizes);
        int hops = 0;
        int ageMillis = 0;
        if (!page.isEmpty()) {
            // The oldest speaks for all, so that what a straggler fetches is not taken for news.
            long oldest = page.getFirst().version();
            hops = Math.min(HOPS_MAX, log.hops(oldest) + 1);
            ageMillis = log.ageMillis(oldest, nowNanos);
        }
        post.send(from, new Message.Deltas(page, hops, ageMillis), nowNanos, out);
    }

    /** Asks whoever is next, if it is time. */
    public void tick(long nowNanos, Outbox out) {
        long peer = isBehind() ? question.ask(nowNanos) : 0;
        if (peer != 0) {
            post.send(peer, new Message.DeltasWanted(view.version()), nowNanos, out);
        }
    }

    /** When {@link #tick} wants to be called next; an hour from now if there is nothing to do. */
    public long deadlineNanos(long nowNanos) {
        return isBehind() && question.isWaiting() ? question.dueNanos() : nowNanos + IDLE_NANOS;
    }

    /** Whether deltas will not do: too far behind, asked in vain, or behind for too long without a step forward. */
    public boolean pullWanted(long nowNanos) {
        return isBehind()
                && (ahead - view.version() > DeltaLog.KEPT_MAX
                        || question.failures() >= FAILURES_MAX
                        || nowNanos - behindSinceNanos >= GAP_INTERVALS_MAX * intervalNanos);
    }

    /** Takes a whole view if it is newer. Returns whether it was. */
    public boolean pulled(View whole, long nowNanos) {
        if (!agrees(whole) || whole.version() <= view.version()) {
            return false;
        }
        for (long version = view.version() + 1;
                version <= Math.min(whole.version(), view.version() + DeltaLog.HELD_MAX);
                version++) {
            log.release(version);
        }
        view = whole;
        peers.update(view, self);
        applyHeld(0, 0, nowNanos);
        settle(true, nowNanos);
        return true;
    }

    private boolean agrees(View other) {
        boolean sameVersion = other.version() == view.version();
        boolean sameEpoch = other.epoch() == view.epoch();
        boolean contradicts = sameVersion && (!sameEpoch || !other.members().equals(view.members()));
        contradicts |= sameEpoch && other.membershipHash() != view.membershipHash();
        contradicts |=
                !sameVersion && (other.version() < view.version()) != (other.epoch() < view.epoch()) && !sameEpoch;
        if (contradicts) {
            disagree("%s and %s".formatted(view, other));
        }
        return !contradicts;
    }

    private void disagree(String detail) {
        counters.one(Count.DISAGREEMENTS);
        listener.viewsDisagree(detail);
    }

    /** What was done, and what was left out. */
    public Counters counters() {
        return counters;
    }
}
