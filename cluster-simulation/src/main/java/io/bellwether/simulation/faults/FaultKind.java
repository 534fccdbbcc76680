package io.bellwether.simulation.faults;

import java.util.Arrays;
import java.util.List;

/** What can go wrong, its word in a plan, and what follows that word. */
public enum FaultKind {
    /** The process is gone with its state; at the end a new one starts under the same name. */
    CRASH("crash"),
    /** The process is gone with its state; at the end a new one starts under a name nobody had. */
    REPLACE("replace"),
    /** The process ends in an orderly way; at the end a new one starts under the same name. */
    STOP("stop"),
    /** The loop stands still while the socket buffer fills. */
    BLOCK("block"),
    /** The machine stands still; packets to it are dropped. */
    FREEZE("freeze"),
    /** Every call of the program takes this long. */
    SLOW("slow"),
    /** The wall clock jumps, and at the end back. */
    CLOCK("clock"),
    /** One direction of one link is cut. */
    CUT("cut"),
    /** Only machines that share a group reach each other; those in no group form one more. */
    SPLIT("split"),
    /** This share of all packets is lost. Where two faults set one loss, the later holds, until either ends. */
    LOSS("loss"),
    /** This share of the packets to a machine is lost. */
    LOSS_IN("loss-in"),
    /** This share of the packets from a machine is lost. */
    LOSS_OUT("loss-out"),
    /** This share of the packets on one direction of one link is lost. */
    LOSS_LINK("loss-link"),
    /** This share of all datagrams arrives twice. */
    DUPLICATE("duplicate"),
    /** This share of all datagrams is held up, at most this long. */
    REORDER("reorder");

    /** One thing that follows the word. */
    enum Part {
        MACHINE,
        RATIO,
        TIME,
        GROUPS
    }

    private final String word;

    FaultKind(String word) {
        this.word = word;
    }

    /** How a plan calls it. */
    public String word() {
        return word;
    }

    List<Part> parts() {
        return switch (this) {
            case CRASH, REPLACE, STOP, BLOCK, FREEZE -> List.of(Part.MACHINE);
            case SLOW, CLOCK -> List.of(Part.MACHINE, Part.TIME);
            case CUT -> List.of(Part.MACHINE, Part.MACHINE);
            case SPLIT -> List.of(Part.GROUPS);
            case LOSS, DUPLICATE -> List.of(Part.RATIO);
            case LOSS_IN, LOSS_OUT -> List.of(Part.MACHINE, Part.RATIO);
            case LOSS_LINK -> List.of(Part.MACHINE, Part.MACHINE, Part.RATIO);
            case REORDER -> List.of(Part.RATIO, Part.TIME);
        };
    }

    int machines() {
        return (int) parts().stream().filter(part -> part == Part.MACHINE).count();
    }

    static FaultKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '%s'; known are %s"
                        .formatted(
                                word,
                                Arrays.stream(values()).map(FaultKind::word).toList())));
    }
}
