package io.bellwether.it.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A thousand members as a gateway would tell of them, always the same ones. */
final class Crowd {

    static final int SIZE = 1000;

    private static final int ZONES = 5;
    private static final List<String> STATES =
            List.of("DEGRADED", "UNREACHABLE", "RECOVERING", "DRAINING", "QUARANTINED");

    private final JsonMapper json = JsonMapper.shared();
    private final SplittableRandom random = new SplittableRandom(7);
    private long number = 1;

    /** All of them; a few are not healthy. */
    String complete() {
        ObjectNode view = head();
        ArrayNode members = view.putArray("members");
        for (int i = 0; i < SIZE; i++) {
            members.add(member(i));
        }
        view.putArray("links");
        view.putArray("dimensions").add("CPU").add("MEMORY").add("LOOP_DELAY");
        return json.writeValueAsString(view);
    }

    /** What is new in so many of them. */
    String delta(int changes) {
        long before = number++;
        ObjectNode view = head();
        view.put("after", before);
        ArrayNode members = view.putArray("members");
        List<Integer> changed = new ArrayList<>();
        while (changed.size() < changes) {
            int i = random.nextInt(SIZE);
            if (!changed.contains(i)) {
                changed.add(i);
            }
        }
        changed.forEach(i -> members.add(member(i)));
        return json.writeValueAsString(view);
    }

    private ObjectNode head() {
        ObjectNode view = json.createObjectNode()
                .put("number", number)
                .put("asOf", Instant.now().toString())
                .put("self", "member-0000")
                .put("agent", "RUNNING")
                .put("stage", "MEMBER")
                .put("stageDetail", "")
                .put("mode", "READ_WRITE")
                .put("modeCause", "a leader has its majority")
                .put("refusesWrites", false)
                .put("leader", "member-0001")
                .put("leaseAgeMillis", 300)
                .put("term", 3)
                .put("epoch", 1200)
                .put("version", 5000 + number)
                .put("size", SIZE);
        view.putObject("traffic")
                .put("perSecond", 498.2)
                .put("failedShare", 0.0002)
                .put("windowSeconds", 10);
        view.putArray("edges");
        view.putArray("gone");
        return view;
    }

    private ObjectNode member(int i) {
        boolean ill = random.nextInt(40) == 0;
        String state = ill ? STATES.get(random.nextInt(STATES.size())) : "HEALTHY";
        int score = ill ? random.nextInt(60) : 80 + random.nextInt(21);
        ObjectNode member = json.createObjectNode()
                .put("id", "member-%04d".formatted(i))
                .put("incarnation", i + 1)
                .put("service", "service-" + i % 12)
                .put("url", "http://10.0.%d.%d:8080".formatted(i / 250, i % 250))
                .put("zone", "zone-" + (char) ('a' + i % ZONES))
                .put("failureDomain", "")
                .put("coordinator", i < 5)
                .put("state", state)
                .put("cause", "BEATS_GOOD")
                .put("why", ill ? "its health score is low" : "three good beats")
                .put("score", score);
        member.putNull("since");
        member.putArray("terms").add(score).add(100).add(97);
        member.putArray("bad");
        return member;
    }
}
