package io.bellwether.agent.exchange;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Views as JSON. */
final class Views {

    /** The most members that are read. */
    static final int MEMBERS_MAX = 4_096;

    private Views() {}

    static void write(View view, ObjectNode json) {
        json.put("epoch", view.epoch());
        json.put("version", view.version());
        ArrayNode members = json.putArray("members");
        for (Member member : view.members()) {
            write(member, members.addObject());
        }
    }

    private static void write(Member member, ObjectNode json) {
        json.put("id", member.id().name());
        json.put("incarnation", member.incarnation());
        json.put("status", member.status().name());
        json.put("cause", member.cause().name());
        json.put("sinceVersion", member.sinceVersion());
        json.put("sinceMillis", member.sinceMillis());
        json.put("zone", member.zone());
        json.put("failureDomain", member.failureDomain());
        json.put("coordinator", member.coordinator());
        json.put("address", member.address());
    }

    static View read(Fields json) throws BadExchangeException {
        List<Member> members = new ArrayList<>();
        for (Iterator<JsonNode> items = json.objects("members", MEMBERS_MAX); items.hasNext(); ) {
            members.add(member(new Fields("a member", items.next())));
        }
        long epoch = json.number("epoch");
        long version = json.number("version");
        try {
            return View.of(epoch, version, members);
        } catch (IllegalArgumentException e) {
            throw new BadExchangeException(String.valueOf(e.getMessage()));
        }
    }

    private static Member member(Fields json) throws BadExchangeException {
        long incarnation = json.number("incarnation");
        if (incarnation == 0) {
            throw new BadExchangeException("the incarnation of a member must be > 0, got 0");
        }
        return new Member(
                json.nodeId("id"),
                incarnation,
                json.choice("status", MemberStatus.class),
                json.choice("cause", Cause.class),
                json.number("sinceVersion"),
                json.number("sinceMillis"),
                json.text("zone", Member.TEXT_MAX),
                json.text("failureDomain", Member.TEXT_MAX),
                json.flag("coordinator"),
                json.text("address", Member.TEXT_MAX));
    }
}
