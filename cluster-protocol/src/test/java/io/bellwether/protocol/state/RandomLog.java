package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A log as bad leaders write it: commands from former views, repeated, late, and some that make no sense. */
public final class RandomLog {

    private final RandomGenerator random;
    private final int names;
    private final List<View> views = new ArrayList<>(List.of(View.empty()));
    private final List<Command> said = new ArrayList<>();
    private long nanos;

    public RandomLog(RandomGenerator random, int size) {
        this.random = random;
        this.names = 2 + size / 5;
    }

    /** The next entry, by a leader that sees this view. */
    public Entry next(View current) {
        views.add(current);
        nanos += switch (random.nextInt(10)) {
            case 0 -> random.nextLong(Duration.ofMinutes(10).toNanos());
            case 1 -> -random.nextLong(Duration.ofMinutes(1).toNanos());
            case 2 -> 0;
            default -> random.nextLong(Duration.ofSeconds(30).toNanos());
        };
        nanos = Math.max(0, nanos);
        Command command = !said.isEmpty() && random.nextInt(8) == 0
                ? said.get(random.nextInt(said.size()))
                : command(random.nextInt(4) == 0 ? views.get(random.nextInt(views.size())) : current);
        said.add(command);
        return new Entry(1, nanos, random.nextLong(), command);
    }

    private Command command(View seen) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> admit(seen);
            case 5, 6 -> new Command.Confirm(targets(seen));
            case 7, 8 ->
                new Command.Lose(targets(seen).stream()
                        .map(target -> new Command.Lose.Loss(target, Cause.OBSERVERS, "seen"))
                        .toList());
            case 9, 10 -> new Command.Find(targets(seen), Cause.SECOND_OPINION);
            case 11, 12 -> new Command.Remove(targets(seen));
            case 13 -> new Command.Degrade(target(seen), anyOf(Cause.LOSSY, Cause.SCORE_LOW, Cause.PARTLY_CUT), "");
            case 14 -> new Command.Restore(target(seen));
            case 15 -> new Command.Leave(target(seen).incarnation());
            case 16 -> random.nextBoolean() ? new Command.Drain(name(), "drain", time()) : new Command.Undrain(name());
            case 17 ->
                random.nextBoolean()
                        ? new Command.Maintain(name(), "maintain", time())
                        : new Command.EndMaintenance(name());
            case 18 ->
                random.nextInt(3) == 0 ? new Command.Forget(name(), "forget") : new Command.Readmit(name(), "readmit");
            default -> new Command.Tick();
        };
    }

    private Command admit(View seen) {
        NodeId id = name();
        Member present = seen.member(id);
        long replaces = present == null ? 0 : present.incarnation();
        String zone = "z" + Math.abs(id.name().hashCode() % 3);
        String address = random.nextInt(4) == 0 ? id.name() + "-moved:7800" : id.name() + ":7800";
        return new Command.Admit(id, "p" + random.nextInt(5), replaces, address, zone, "", false, random.nextInt(4));
    }

    private List<Command.Target> targets(View seen) {
        List<Command.Target> targets = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            targets.add(target(seen));
        }
        return targets;
    }

    private Command.Target target(View seen) {
        if (seen.size() == 0) {
            return new Command.Target(1 + random.nextInt(5), random.nextInt(5));
        }
        Member member = seen.members().get(random.nextInt(seen.size()));
        return new Command.Target(member.incarnation(), member.sinceVersion());
    }

    private NodeId name() {
        return new NodeId("n" + random.nextInt(names));
    }

    private Duration time() {
        return Duration.ofSeconds(1 + random.nextInt(600));
    }

    private Cause anyOf(Cause... causes) {
        return causes[random.nextInt(causes.length)];
    }
}
