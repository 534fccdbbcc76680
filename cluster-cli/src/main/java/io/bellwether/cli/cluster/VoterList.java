package io.bellwether.cli.cluster;

import io.bellwether.devservices.home.StartProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which coordinators vote, and where they listen for each other. */
public record VoterList(List<Voter> voters) {

    public static final String PATH = "/api/v1/voters";

    /** One of them. */
    public record Voter(String node, String address) {}

    public VoterList {
        voters = List.copyOf(voters);
    }

    /** As a coordinator tells it. */
    public static VoterList of(JsonNode answer) {
        var voters = new ArrayList<Voter>();
        for (var voter : answer.path("voters")) {
            voters.add(new Voter(
                    voter.path("nodeId").asString(), voter.path("address").asString()));
        }
        return new VoterList(voters);
    }

    /** As a person types it: NODE=HOST:PORT. */
    public static VoterList parse(List<String> words) {
        var voters = new ArrayList<Voter>();
        for (var word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0 || equals == word.length() - 1) {
                throw new StartProblem(
                        "A voter is named as NODE=HOST:PORT, such as coordinator-1=127.0.0.1:9800, not '%s'; ./bellwether voters shows those of now"
                                .formatted(word));
            }
            voters.add(new Voter(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new VoterList(voters);
    }

    public boolean has(String node) {
        return voters.stream().anyMatch(voter -> voter.node().equals(node));
    }

    public VoterList without(String node) {
        return new VoterList(
                voters.stream().filter(voter -> !voter.node().equals(node)).toList());
    }

    public VoterList with(String node, String address) {
        var more = new ArrayList<>(without(node).voters);
        more.add(new Voter(node, address));
        return new VoterList(more);
    }

    /** Their names, for people. */
    public String names() {
        return voters.stream().map(Voter::node).collect(Collectors.joining(", "));
    }

    /**
     * Has the coordinators take this list; gives back what they answered.
     *
     * @param meant Whether an even number of them, or a single one, is meant.
     */
    public JsonNode put(ClusterClient client, boolean meant) {
        var body = JsonMapper.shared().createObjectNode();
        var list = body.putArray("voters");
        voters.forEach(voter -> list.addObject().put("nodeId", voter.node()).put("address", voter.address()));
        body.put("meant", meant);
        return client.ask("PUT", PATH, body.toString(), Map.of("Content-Type", "application/json"))
                .json();
    }
}
