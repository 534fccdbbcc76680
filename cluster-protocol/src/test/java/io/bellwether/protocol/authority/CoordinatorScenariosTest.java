package io.bellwether.protocol.authority;

import io.bellwether.protocol.Transcripts;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Event;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories of one coordinator. Everything it does is in the transcript; what comes again and again (the time, pings,
 * relays) is counted at the end of a command.
 */
final class CoordinatorScenariosTest {

    private @Nullable Desk desk;
    private long requests = 100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash-of-one",
                "second-opinion",
                "stand-in",
                "takeover-by-a-new-leader",
                "join-refused",
                "removal-and-rejoin"
            })
    void everyEffectIsAsReviewed(String name) throws IOException {
        Transcripts.check("coordinator/" + name + ".txt", this::run);
    }

    private Desk desk() {
        return Objects.requireNonNull(desk, "a script begins with 'members'");
    }

    private List<String> run(List<String> words) {
        switch (words.get(0)) {
            case "members" ->
                desk = new Desk(TimingProfile.DEFAULT, Integer.parseInt(words.get(1)), Integer.parseInt(words.get(3)));
            case "pass" -> {
                int before = desk().all.size();
                List<String> said = new ArrayList<>();
                Map<String, Integer> counted = new TreeMap<>();
                long end = desk().now + Long.parseLong(words.get(1)) * Scene.MILLI;
                while (desk().now - end < 0) {
                    desk().passMillis(10);
                    List<CoordinatorEffect> all = desk().all;
                    tell(all.subList(before, all.size()), said, counted);
                    before = all.size();
                }
                counted.forEach((what, times) -> said.add(times + " x " + what));
                return said;
            }
            default -> {
                return caused(() -> act(words));
            }
        }
        return List.of();
    }

    private void act(List<String> words) {
        switch (words.get(0)) {
            case "lead" -> {
                desk().term = Long.parseLong(words.get(2));
                desk().lead();
            }
            case "follow" -> {
                desk().term = Long.parseLong(words.get(3));
                desk().role(false, Integer.parseInt(words.get(1)));
            }
            case "crash" -> {
                desk().reporting.remove(Long.parseLong(words.get(1)));
                desk().answering.remove(Long.parseLong(words.get(1)));
            }
            case "recover" -> {
                desk().reporting.add(Long.parseLong(words.get(1)));
                desk().answering.add(Long.parseLong(words.get(1)));
            }
            case "find" -> find(words.get(1), Long.parseLong(words.get(2)), EdgeVerdict.valueOf(words.get(3)));
            case "opinion" -> desk().opinions.put(Long.parseLong(words.get(1)), Integer.parseInt(words.get(2)));
            case "join" ->
                desk().step(new CoordinatorInput.Asked(
                        ++requests,
                        new Request.Join(
                                new NodeId(words.get(1)),
                                words.get(2),
                                Long.parseLong(words.get(3)),
                                words.get(4),
                                "",
                                "",
                                false,
                                0)));
            default -> throw new IllegalArgumentException("unknown command " + words);
        }
    }

    private void find(String observer, long subject, EdgeVerdict verdict) {
        if (observer.equals("all")) {
            desk().allFind(subject, verdict);
        } else {
            desk().find(Long.parseLong(observer), subject, verdict);
        }
    }

    private List<String> caused(Runnable act) {
        int before = desk().all.size();
        act.run();
        List<String> said = new ArrayList<>();
        Map<String, Integer> counted = new TreeMap<>();
        tell(desk().all.subList(before, desk().all.size()), said, counted);
        counted.forEach((what, times) -> said.add(times + " x " + what));
        return said;
    }

    private void tell(List<CoordinatorEffect> effects, List<String> said, Map<String, Integer> counted) {
        String at = "%.2f s: ".formatted((desk().now - Desk.START) / 1e9);
        for (CoordinatorEffect effect : effects) {
            switch (effect) {
                case CoordinatorEffect.Send(long to, Message.Ping ping) ->
                    counted.merge("ping to " + to, 1, Integer::sum);
                case CoordinatorEffect.Send(long to, Message.Relay relay) ->
                    counted.merge("relay to " + to, 1, Integer::sum);
                case CoordinatorEffect.Send(long to, Message message) -> said.add(at + "to " + to + ": " + message);
                case CoordinatorEffect.Probe(long subject, long round, int attempt) ->
                    counted.merge("probe of " + subject, 1, Integer::sum);
                case CoordinatorEffect.Propose(long ticket, long nanos, Command.Tick tick) ->
                    counted.merge("the time", 1, Integer::sum);
                case CoordinatorEffect.Propose(long ticket, long nanos, var command) ->
                    said.add(at + "proposes " + command);
                case CoordinatorEffect.Reply(long id, var answer) -> said.add(at + "answers " + id + ": " + answer);
                case CoordinatorEffect.Operated operated -> said.add(at + operated);
                case CoordinatorEffect.NotOperated not -> said.add(at + not);
                case CoordinatorEffect.Published(var applied) -> {
                    for (Event event : applied.events()) {
                        said.add(at
                                + "%s %s/%d %s -> %s %s"
                                        .formatted(
                                                event.kind(),
                                                event.id(),
                                                event.incarnation(),
                                                event.from(),
                                                event.to(),
                                                event.cause()));
                    }
                }
            }
        }
    }
}
