package io.bellwether.agent.exchange;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.message.Request;
import tools.jackson.databind.node.ObjectNode;

/** The three requests as JSON. */
final class Requests {

    /** The longest instance id. */
    static final int INSTANCE_ID_MAX = 64;

    private static final int TYPE_MAX = 32;

    private Requests() {}

    static void write(Request request, ObjectNode json) {
        switch (request) {
            case Request.Join join -> {
                json.put("type", "join");
                json.put("id", join.id().name());
                json.put("instanceId", join.instanceId());
                json.put("incarnation", join.incarnation());
                json.put("address", join.address());
                json.put("zone", join.zone());
                json.put("failureDomain", join.failureDomain());
                json.put("coordinator", join.coordinator());
                json.put("moves", join.moves());
            }
            case Request.Leave(long incarnation) -> {
                json.put("type", "leave");
                json.put("incarnation", incarnation);
            }
            case Request.Pull(long newerThan) -> {
                json.put("type", "pull");
                json.put("newerThan", newerThan);
            }
        }
    }

    static Request read(Fields json) throws BadExchangeException {
        String type = json.text("type", TYPE_MAX);
        return switch (type) {
            case "join" ->
                new Request.Join(
                        json.nodeId("id"),
                        json.text("instanceId", INSTANCE_ID_MAX),
                        json.number("incarnation"),
                        json.text("address", Member.TEXT_MAX),
                        json.text("zone", Member.TEXT_MAX),
                        json.text("failureDomain", Member.TEXT_MAX),
                        json.flag("coordinator"),
                        json.numberOr("moves", 0));
            case "leave" -> new Request.Leave(json.number("incarnation"));
            case "pull" -> new Request.Pull(json.number("newerThan"));
            default -> throw new BadExchangeException("a request is a join, leave or pull, got '%s'".formatted(type));
        };
    }
}
