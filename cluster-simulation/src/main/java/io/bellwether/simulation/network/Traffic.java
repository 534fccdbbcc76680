package io.bellwether.simulation.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Counts messages and bytes, by machine and kind of message, in all and by span of time. */
public final class Traffic {

    /** Spans kept; when they are used up, each two become one of double length, so that a long run fits too. */
    private static final int SPANS_MAX = 256;

    private static final long SECOND = 1_000_000_000L;

    /** Sent or received. */
    public enum Way {
        SENT,
        RECEIVED
    }

    private final int machines;
    private final Kinds kinds;
    private final Span total;
    private final List<Span> spans = new ArrayList<>();
    private final Map<Drop, Long> drops = new EnumMap<>(Drop.class);
    private long spanNanos = SECOND;
    private long spanEnd;
    private Span span;

    /** Counts by the class of each message. */
    public Traffic(int machines) {
        this(machines, Object::getClass);
    }

    /** Counts by what the classifier says; it is asked once per message sent, and equal answers are one kind. */
    public Traffic(int machines, Function<Object, Object> classifier) {
        this.machines = machines;
        this.kinds = new Kinds(classifier);
        this.total = Span.empty(machines);
        this.span = total;
    }

    /** The number of a message's kind, for {@link #count}. */
    public int kind(Object message) {
        return kinds.of(message);
    }

    /** Counts one message; time may not go backwards. */
    public void count(Way way, int machine, int kind, int bytes, long nanos) {
        if (nanos >= spanEnd) {
            advance(nanos);
        }
        total.of(way).add(machine, kind, 1, bytes);
        span.of(way).add(machine, kind, 1, bytes);
    }

    /** Counts one message that did not arrive. */
    public void drop(Drop why) {
        drops.merge(why, 1L, Long::sum);
    }

    /** Messages that did not arrive for this reason. */
    public long dropped(Drop why) {
        return drops.getOrDefault(why, 0L);
    }

    /** The kinds of message seen so far, in the order of their first. */
    public List<String> kinds() {
        return kinds.names();
    }

    /** Messages of one machine and kind since the start. */
    public long messages(Way way, int machine, String kind) {
        int number = kinds.find(kind);
        return number < 0 ? 0 : total.of(way).messages(machine, number);
    }

    /** Bytes of one machine and kind since the start. */
    public long bytes(Way way, int machine, String kind) {
        int number = kinds.find(kind);
        return number < 0 ? 0 : total.of(way).bytes(machine, number);
    }

    /** Bytes of one machine, all kinds, since the start. */
    public long bytes(Way way, int machine) {
        return total.of(way).bytes(machine);
    }

    /** How long one span is: a second, or more after {@value #SPANS_MAX} s. */
    public long spanNanos() {
        return spanNanos;
    }

    /** Bytes of one machine, all kinds, in the spans that begin within this time. */
    public long bytes(Way way, int machine, long fromNanos, long toNanos) {
        return sum(way, fromNanos, toNanos, counts -> counts.bytes(machine));
    }

    /** Bytes of one machine and kind in the spans that begin within this time. */
    public long bytes(Way way, int machine, String kind, long fromNanos, long toNanos) {
        int number = kinds.find(kind);
        return number < 0 ? 0 : sum(way, fromNanos, toNanos, counts -> counts.bytes(machine, number));
    }

    /** Messages of one machine and kind in the spans that begin within this time. */
    public long messages(Way way, int machine, String kind, long fromNanos, long toNanos) {
        int number = kinds.find(kind);
        return number < 0 ? 0 : sum(way, fromNanos, toNanos, counts -> counts.messages(machine, number));
    }

    private long sum(Way way, long fromNanos, long toNanos, ToLongFunction<Counts> what) {
        int end = Math.min(firstSpan(toNanos), spans.size());
        long sum = 0;
        for (int index = firstSpan(fromNanos); index < end; index++) {
            sum += what.applyAsLong(spans.get(index).of(way));
        }
        return sum;
    }

    private int firstSpan(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(nanos, spanNanos));
    }

    private void advance(long nanos) {
        while (nanos / spanNanos >= SPANS_MAX) {
            halve();
        }
        int index = (int) (nanos / spanNanos);
        while (spans.size() <= index) {
            spans.add(Span.empty(machines));
        }
        span = spans.get(index);
        spanEnd = (index + 1) * spanNanos;
    }

    private void halve() {
        var merged = new ArrayList<Span>();
        for (int index = 0; index < spans.size(); index += 2) {
            var both = spans.get(index);
            if (index + 1 < spans.size()) {
                both.addAll(spans.get(index + 1));
            }
            merged.add(both);
        }
        spans.clear();
        spans.addAll(merged);
        spanNanos *= 2;
    }
}
