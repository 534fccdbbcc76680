package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Command.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What this leader has proposed and not yet seen committed, so that a verdict is not proposed again at every turn. A
 * proposal whose fate stays unknown is given up after a while; proposing it again is harmless, because every command
 * names what it was decided upon.
 */
final class Proposals {

    private final long patienceNanos;
    private final Map<Long, Long> ticketsByTarget = new TreeMap<>();
    private final Map<Long, Pending> pendings = new TreeMap<>();

    private record Pending(List<Target> targets, long proposedNanos) {}

    Proposals(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    void made(long ticket, Command command, long nowNanos) {
        List<Target> targets = targets(command);
        pendings.put(ticket, new Pending(targets, nowNanos));
        for (Target target : targets) {
            ticketsByTarget.put(target.incarnation(), ticket);
        }
    }

    /** Committed, failed, or given up. Returns when it was proposed, if it is known. */
    OptionalLong ended(long ticket) {
        Pending pending = pendings.remove(ticket);
        if (pending == null) {
            return OptionalLong.empty();
        }
        for (Target target : pending.targets) {
            ticketsByTarget.remove(target.incarnation(), ticket);
        }
        return OptionalLong.of(pending.proposedNanos);
    }

    boolean isUnderWay(Member member) {
        return ticketsByTarget.containsKey(member.incarnation());
    }

    /** Forgets all: who leads anew decides anew. */
    void clear() {
        ticketsByTarget.clear();
        pendings.clear();
    }

    void giveUpOld(long nowNanos) {
        List<Long> old = pendings.entrySet().stream()
                .filter(pending -> nowNanos - pending.getValue().proposedNanos > patienceNanos)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(this::ended);
    }

    private static List<Target> targets(Command command) {
        return switch (command) {
            case Command.Confirm(var targets) -> targets;
            case Command.Lose(var losses) ->
                losses.stream().map(Command.Lose.Loss::target).toList();
            case Command.Find(var targets, var cause) -> targets;
            case Command.Remove(var targets) -> targets;
            case Command.Degrade(var target, var cause, var evidence) -> List.of(target);
            case Command.Restore(var target) -> List.of(target);
            case Command.Tick other -> List.of();
            case Command.Admit other -> List.of();
            case Command.Leave other -> List.of();
            case Command.Drain other -> List.of();
            case Command.Undrain other -> List.of();
            case Command.Maintain other -> List.of();
            case Command.EndMaintenance other -> List.of();
            case Command.Readmit other -> List.of();
            case Command.Forget other -> List.of();
        };
    }
}
