package io.bellwether.coordinator.api;

import io.bellwether.coordinator.raft.RatisSettings;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an operator sends for new voters: an object with {@code voters}, and {@code meant} where their number is unusual. */
final class VotersForm {

    private static final int BYTES_MAX = 8 * 1024;
    private static final int PORT_MAX = 65_535;

    private VotersForm() {}

    static List<Voter> read(HttpServletRequest request) throws IOException {
        ObjectNode sent = Body.object(request, BYTES_MAX);
        known(sent, List.of("voters", "meant"));
        JsonNode list = sent.path("voters");
        if (!list.isArray() || list.isEmpty()) {
            throw invalid("voters must be a list of at least one; nobody could decide anything without a voter");
        }
        List<Voter> voters = new ArrayList<>();
        for (JsonNode each : list) {
            voters.add(voter(each));
        }
        judge(voters, sent.path("meant"));
        return voters;
    }

    private static void known(JsonNode object, List<String> fields) {
        for (String field : object.propertyNames()) {
            if (!fields.contains(field)) {
                throw invalid("there is no field '%s' here; there are %s"
                        .formatted(ProblemBodies.shown(field), String.join(", ", fields)));
            }
        }
    }

    private static Voter voter(JsonNode sent) {
        if (!sent.isObject()) {
            throw invalid("a voter must be an object with nodeId and address, got %s"
                    .formatted(ProblemBodies.shown(sent.toString())));
        }
        known(sent, List.of("nodeId", "address"));
        String name = sent.path("nodeId").asString("");
        String address = sent.path("address").asString("");
        if (!NodeId.isValid(name)) {
            throw invalid("nodeId must be the name of a node, got '%s'".formatted(ProblemBodies.shown(name)));
        }
        if (!Voter.isAddress(address)) {
            throw invalid("address must be the host:port at which %s listens for other voters, got '%s'"
                    .formatted(name, ProblemBodies.shown(address)));
        }
        var voter = new Voter(new NodeId(name), address);
        if (voter.port() < 1 || voter.port() > PORT_MAX) {
            throw invalid("the port in address must be 1 to %d, got %d".formatted(PORT_MAX, voter.port()));
        }
        return voter;
    }

    private static void judge(List<Voter> voters, JsonNode meant) {
        long names = voters.stream().map(Voter::id).distinct().count();
        long places = voters.stream().map(Voter::address).distinct().count();
        if (names != voters.size() || places != voters.size()) {
            throw invalid("two voters have one name or one address");
        }
        if (voters.size() > RatisSettings.VOTERS_MAX) {
            throw invalid("voters must be at most %d, got %d: each one more makes every write wait for more"
                    .formatted(RatisSettings.VOTERS_MAX, voters.size()));
        }
        if (!meant.isMissingNode() && !meant.isBoolean()) {
            throw invalid("meant must be true or false");
        }
        boolean usual = voters.size() % 2 == 1 && voters.size() > 1;
        if (!usual && !meant.asBoolean(false)) {
            throw new RefusalException(
                    HttpStatus.BAD_REQUEST,
                    "voters-unusual",
                    voters.size() == 1
                            ? "one voter is replaced by nobody when it fails"
                            : "%d voters survive no more losses than %d do".formatted(voters.size(), voters.size() - 1),
                    "name three or five; send \"meant\": true beside the list if this number is meant, such as while one is replaced");
        }
    }

    static RefusalException invalid(String fault) {
        return new RefusalException(
                HttpStatus.BAD_REQUEST,
                "voters-invalid",
                fault,
                "send such as {\"voters\": [{\"nodeId\": \"coordinator-1\", \"address\": \"10.0.0.1:9800\"}, ...]};"
                        + " GET shows those of now");
    }
}
