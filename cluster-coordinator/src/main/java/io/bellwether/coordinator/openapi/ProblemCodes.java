package io.bellwether.coordinator.openapi;

import java.util.Map;
import java.util.TreeMap;

/** What each code of a problem means. A test compares them with those that are thrown. */
final class ProblemCodes {

    static final Map<String, String> MEANINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("bad-parameter", "A parameter or header is not as it has to be."),
            Map.entry("body-malformed", "The body is not the JSON that belongs here."),
            Map.entry("body-not-text", "The body is not UTF-8."),
            Map.entry("body-too-large", "The body is larger than allowed."),
            Map.entry("change-not-made", "The voters or the leader were not changed; the detail says why."),
            Map.entry("config-full", "The configuration has as many namespaces or keys as it may have."),
            Map.entry("config-invalid", "A namespace, key or value breaks a rule of the configuration."),
            Map.entry("config-key-unknown", "There is no such key."),
            Map.entry("config-namespace-unknown", "There is no such namespace."),
            Map.entry("config-version-conflict", "It has another version than the condition asks for."),
            Map.entry("explanation-unavailable", "This coordinator cannot explain a member just now."),
            Map.entry("idempotency-key-reused", "Another write had the same Idempotency-Key."),
            Map.entry("internal-error", "A bug; the coordinator's log has the details."),
            Map.entry(
                    "leader-among-removed",
                    "The leader cannot be taken out of the voters by itself; hand leadership over first."),
            Map.entry("media-type-unsupported", "The media type of the body is not one of those that are kept."),
            Map.entry("member-unknown", "No member has this name."),
            Map.entry("method-not-allowed", "The path is right, the method is not."),
            Map.entry("no-leader", "Nobody leads now; nothing was changed."),
            Map.entry("no-linearizable-read", "No linearizable answer can be given now."),
            Map.entry("no-past", "This coordinator is starting and has not looked at its disk yet."),
            Map.entry("no-place", "This coordinator is starting and does not know yet where it serves."),
            Map.entry("no-successor", "There is nobody to hand leadership over to."),
            Map.entry("not-acceptable", "No answer in the form that was asked for."),
            Map.entry("not-leader", "Another coordinator leads; with 307 its address is in Location."),
            Map.entry("operation-invalid", "Reason or time to live break a rule."),
            Map.entry("operation-not-allowed", "The member is in a state in which this cannot be done."),
            Map.entry("operator-token-missing", "A change needs the operator's token."),
            Map.entry("operator-token-not-set", "This coordinator has no operator token: nothing can be changed."),
            Map.entry("operator-token-wrong", "This is not the operator's token."),
            Map.entry("path-unknown", "There is nothing at this path."),
            Map.entry("precondition-required", "A change of a whole namespace needs If-Match."),
            Map.entry("registration-invalid", "The registration breaks a rule."),
            Map.entry("registry-full", "There are as many registrations as there may be."),
            Map.entry("request-malformed", "Not a request of an agent."),
            Map.entry("request-refused", "The request cannot be read as HTTP has it."),
            Map.entry("request-too-large", "A request of an agent is never that large."),
            Map.entry("transfer-invalid", "This does not say to whom leadership is to go."),
            Map.entry("secret-wrong", "Whoever asks does not know the cluster's secret."),
            Map.entry("too-many-streams", "As many readers follow the events as may."),
            Map.entry("voter-unknown", "No voter has this name."),
            Map.entry("voters-invalid", "This is no list of voters."),
            Map.entry("voters-unusual", "One voter or an even number needs to be meant."),
            Map.entry("write-outcome-unknown", "The write may be carried out or not; repeat it with the same id.")));

    private ProblemCodes() {}

    /** As the text of a description. */
    static String table() {
        StringBuilder table = new StringBuilder("Stable codes:\n");
        MEANINGS.forEach((code, meaning) ->
                table.append("\n* `").append(code).append("`: ").append(meaning));
        return table.toString();
    }
}
