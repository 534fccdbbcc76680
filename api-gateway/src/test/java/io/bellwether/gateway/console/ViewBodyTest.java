package io.bellwether.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.gateway.redis.SharedRedis;
import io.bellwether.spring.picture.ClusterPicture;
import io.bellwether.spring.picture.MemberPicture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewBodyTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
    private static final List<ClusterPicture.Link> LINKS = List.of(new ClusterPicture.Link("a", "b"));

    @Test
    void aReaderThatIsNewIsToldAllOfIt() {
        ViewBody body = ViewBody.complete(frame(7, LINKS, member("a", "HEALTHY"), member("b", "HEALTHY")));

        assertThat(body.after()).isNull();
        assertThat(names(body)).containsExactly("a", "b");
        assertThat(body.links()).isEqualTo(LINKS);
        assertThat(body.dimensions()).contains("CPU", "LOOP_DELAY");
    }

    @Test
    void oneThatFollowsIsToldWhoChangedCameAndWent() {
        Frame before = frame(
                7,
                LINKS,
                member("a", "HEALTHY"),
                member("c", "HEALTHY"),
                member("d", "HEALTHY"),
                member("f", "HEALTHY"));
        Frame after = frame(
                9,
                LINKS,
                member("b", "JOINING"),
                member("c", "HEALTHY"),
                member("d", "UNREACHABLE"),
                member("e", "JOINING"));

        ViewBody body = ViewBody.since(before, after);

        assertThat(body.after()).isEqualTo(7);
        assertThat(body.number()).isEqualTo(9);
        assertThat(names(body)).containsExactly("b", "d", "e");
        assertThat(body.gone()).containsExactly("a", "f");
        assertThat(body.size()).isEqualTo(4);
        assertThat(body.links()).isNull();
    }

    @Test
    void whatIsAsBeforeTakesNoRoomOnTheWire() {
        Frame frame = frame(7, LINKS, member("a", "HEALTHY"));

        JsonNode json =
                JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(ViewBody.since(frame, frame)));

        assertThat(json.has("links")).isFalse();
        assertThat(json.has("dimensions")).isFalse();
        assertThat(json.get("members").size()).isZero();
        assertThat(json.get("gone").size()).isZero();
    }

    @Test
    void linksAreToldAgainWhenTheyChange() {
        Frame before = frame(7, LINKS, member("a", "HEALTHY"));

        assertThat(ViewBody.since(before, frame(8, List.of(), member("a", "HEALTHY")))
                        .links())
                .isEmpty();
    }

    private static List<String> names(ViewBody body) {
        return body.members().stream().map(MemberPicture::id).toList();
    }

    private static MemberPicture member(String id, String state) {
        return new MemberPicture(
                id,
                1,
                "orders",
                "",
                "",
                "",
                false,
                state,
                "BEATS_GOOD",
                "three good beats",
                null,
                100,
                List.of(),
                List.of());
    }

    private static Frame frame(long number, List<ClusterPicture.Link> links, MemberPicture... members) {
        var picture = new ClusterPicture(
                "a",
                "RUNNING",
                "MEMBER",
                "",
                "READ_WRITE",
                "a leader has its majority",
                false,
                "a",
                100L,
                1,
                2,
                3,
                List.of(members),
                List.of(),
                links);
        return new Frame(number, NOW, picture, new Traffic.Rate(0, 0, 10), SharedRedis.Standing.ANSWERS);
    }
}
