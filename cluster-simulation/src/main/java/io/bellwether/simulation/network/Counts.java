package io.bellwether.simulation.network;

import java.util.Arrays;

/** Messages and bytes by machine and kind, over some span of time. */
final class Counts {

    private final int machines;
    private int stride = 4;
    private long[] messages;
    private long[] bytes;

    Counts(int machines) {
        this.machines = machines;
        this.messages = new long[machines * stride];
        this.bytes = new long[machines * stride];
    }

    void add(int machine, int kind, long moreMessages, long moreBytes) {
        while (kind >= stride) {
            widen();
        }
        int index = machine * stride + kind;
        messages[index] += moreMessages;
        bytes[index] += moreBytes;
    }

    void addAll(Counts other) {
        for (int machine = 0; machine < machines; machine++) {
            for (int kind = 0; kind < other.stride; kind++) {
                int index = machine * other.stride + kind;
                if (other.messages[index] > 0) {
                    add(machine, kind, other.messages[index], other.bytes[index]);
                }
            }
        }
    }

    long messages(int machine, int kind) {
        return kind < stride ? messages[machine * stride + kind] : 0;
    }

    long bytes(int machine, int kind) {
        return kind < stride ? bytes[machine * stride + kind] : 0;
    }

    long bytes(int machine) {
        return Arrays.stream(bytes, machine * stride, (machine + 1) * stride).sum();
    }

    private void widen() {
        messages = widened(messages);
        bytes = widened(bytes);
        stride *= 2;
    }

    private long[] widened(long[] narrow) {
        var wide = new long[narrow.length * 2];
        for (int machine = 0; machine < machines; machine++) {
            System.arraycopy(narrow, machine * stride, wide, machine * stride * 2, stride);
        }
        return wide;
    }
}
