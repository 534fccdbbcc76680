package io.bellwether.gateway.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.gateway.redis.SharedRedis;
import io.bellwether.spring.picture.ClusterPicture;
import io.bellwether.spring.picture.MemberPicture;
import io.bellwether.spring.picture.Painter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of the view is sent: all of it, or what is new since the frame that it was sent before.
 *
 * @param number The number of this frame.
 * @param after The number of the frame that this one adds to, null where this one is complete.
 * @param redis Whether limits and kept answers are of all gateways.
 * @param members The members that changed, or all of them.
 * @param gone The names of those that are no members any more.
 * @param links Who watches whom, null while that is as before.
 * @param dimensions The names of the terms of a score, null where they were told before.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ViewBody(
        long number,
        @Nullable Long after,
        Instant asOf,
        String self,
        String agent,
        String stage,
        String stageDetail,
        String mode,
        String modeCause,
        boolean refusesWrites,
        @Nullable String leader,
        @Nullable Long leaseAgeMillis,
        long term,
        long epoch,
        long version,
        int size,
        Traffic.Rate traffic,
        SharedRedis.Standing redis,
        List<ClusterPicture.EdgePicture> edges,
        List<MemberPicture> members,
        List<String> gone,
        @Nullable List<ClusterPicture.Link> links,
        @Nullable List<String> dimensions) {

    static ViewBody complete(Frame frame) {
        ClusterPicture now = frame.picture();
        return body(frame, null, now.members(), List.of(), now.links(), Painter.dimensions());
    }

    /** Both lists of members are ordered by name, so one walk along them finds what differs. */
    static ViewBody since(Frame before, Frame frame) {
        List<MemberPicture> old = before.picture().members();
        List<MemberPicture> members = frame.picture().members();
        List<MemberPicture> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        int at = 0;
        for (MemberPicture member : members) {
            while (at < old.size() && old.get(at).id().compareTo(member.id()) < 0) {
                gone.add(old.get(at++).id());
            }
            boolean known = at < old.size() && old.get(at).id().equals(member.id());
            if (!known || !old.get(at).equals(member)) {
                changed.add(member);
            }
            at += known ? 1 : 0;
        }
        old.subList(at, old.size()).forEach(member -> gone.add(member.id()));
        List<ClusterPicture.Link> links = frame.picture().links();
        return body(
                frame,
                before.number(),
                changed,
                gone,
                links.equals(before.picture().links()) ? null : links,
                null);
    }

    private static ViewBody body(
            Frame frame,
            @Nullable Long after,
            List<MemberPicture> members,
            List<String> gone,
            @Nullable List<ClusterPicture.Link> links,
            @Nullable List<String> dimensions) {
        ClusterPicture now = frame.picture();
        return new ViewBody(
                frame.number(),
                after,
                frame.asOf(),
                now.self(),
                now.agent(),
                now.stage(),
                now.stageDetail(),
                now.mode(),
                now.modeCause(),
                now.refusesWrites(),
                now.leader(),
                now.leaseAgeMillis(),
                now.term(),
                now.epoch(),
                now.version(),
                now.members().size(),
                frame.traffic(),
                frame.redis(),
                now.edges(),
                members,
                gone,
                links,
                dimensions);
    }
}
