package io.bellwether.agent.exchange;

import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import tools.jackson.databind.node.ObjectNode;

/** The five answers as JSON. */
final class Answers {

    /** The longest reason for a refusal; a longer one is cut. */
    static final int DETAIL_MAX = 1_024;

    private static final int TYPE_MAX = 32;

    private Answers() {}

    static void write(Answer answer, ObjectNode json) {
        switch (answer) {
            case Answer.Admitted(long incarnation, var view) -> {
                json.put("type", "admitted");
                json.put("incarnation", incarnation);
                Views.write(view, json.putObject("view"));
            }
            case Answer.Refused(var reason, String detail, int retryMillis) -> {
                json.put("type", "refused");
                json.put("reason", reason.name());
                json.put("detail", detail);
                json.put("retryMillis", retryMillis);
            }
            case Answer.Gone(long incarnation) -> {
                json.put("type", "gone");
                json.put("incarnation", incarnation);
            }
            case Answer.Viewed(var view, var freshness) -> {
                json.put("type", "viewed");
                Views.write(view, json.putObject("view"));
                write(freshness, json.putObject("freshness"));
            }
            case Answer.Unavailable(long leader, int retryMillis) -> {
                json.put("type", "unavailable");
                json.put("leader", leader);
                json.put("retryMillis", retryMillis);
            }
        }
    }

    private static void write(Freshness freshness, ObjectNode json) {
        json.put("term", freshness.term());
        json.put("leader", freshness.leader());
        json.put("ageMillis", freshness.ageMillis());
    }

    static Answer read(Fields json) throws BadExchangeException {
        String type = json.text("type", TYPE_MAX);
        return switch (type) {
            case "admitted" -> new Answer.Admitted(json.number("incarnation"), Views.read(json.object("view")));
            case "refused" ->
                new Answer.Refused(
                        json.choice("reason", Answer.Reason.class),
                        json.prose("detail", DETAIL_MAX),
                        json.smallNumber("retryMillis"));
            case "gone" -> new Answer.Gone(json.number("incarnation"));
            case "viewed" -> new Answer.Viewed(Views.read(json.object("view")), freshness(json.object("freshness")));
            case "unavailable" -> new Answer.Unavailable(json.number("leader"), json.smallNumber("retryMillis"));
            default ->
                throw new BadExchangeException(
                        "an answer is admitted, refused, gone, viewed or unavailable, got '%s'".formatted(type));
        };
    }

    private static Freshness freshness(Fields json) throws BadExchangeException {
        return new Freshness(json.number("term"), json.number("leader"), json.smallNumber("ageMillis"));
    }
}
