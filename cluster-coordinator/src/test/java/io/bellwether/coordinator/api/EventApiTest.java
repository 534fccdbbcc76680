package io.bellwether.coordinator.api;

import static io.bellwether.coordinator.api.ConfigApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.News;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Event;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class EventApiTest {

    private final AtOnce consensus = new AtOnce();
    private final Journal journal = consensus.replica.journal;
    private final MockMvcTester rest = Rest.on(consensus);

    @Test
    void eventsSayWhoMovedAndWhyAndLeaveOutWhatDoesNotApply() {
        journal.members(7, List.of(moved()));
        tell("app/a");

        assertThat(rest.get().uri("/api/v1/events")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"events": [
                        {"sequence": 1, "type": "member.moved", "subject": "n1", "time": "2026-01-02T10:30:45Z",
                         "clusterMillis": 3000, "index": 7, "epoch": 5, "version": 40, "incarnation": 12,
                         "from": "HEALTHY", "to": "UNREACHABLE", "cause": "OBSERVERS", "evidence": "seven of nine"},
                        {"sequence": 2, "type": "config.put", "subject": "app/a", "time": "2026-01-02T10:30:45Z",
                         "clusterMillis": 0, "index": 8, "version": 3, "evidence": "created"}],
                        "next": 2, "missed": false, "oldest": 1, "newest": 2}""");
    }

    @Test
    void aPageGoesOnWhereTheLastEnded() {
        IntStream.rangeClosed(1, 5).forEach(i -> tell("app/k" + i));

        assertThat(rest.get().uri("/api/v1/events?limit=2"))
                .bodyJson()
                .extractingPath("$.next")
                .isEqualTo(2);
        assertThat(rest.get().uri("/api/v1/events?limit=2&after=4"))
                .bodyJson()
                .extractingPath("$.events[*].subject")
                .asArray()
                .containsExactly("app/k5");
        assertThat(rest.get().uri("/api/v1/events?after=5"))
                .bodyJson()
                .isStrictlyEqualTo("{\"events\": [], \"next\": 5, \"missed\": false, \"oldest\": 1, \"newest\": 5}");
        assertThat(rest.get().uri("/api/v1/events?after=900"))
                .bodyJson()
                .extractingPath("$.next")
                .isEqualTo(900);
    }

    @Test
    void eventsOfOneTypeOrGroup() {
        tell("app/a");
        journal.members(7, List.of(moved(), moved()));
        tell("app/b");

        assertThat(rest.get().uri("/api/v1/events?type=member&limit=1"))
                .bodyJson()
                .isLenientlyEqualTo("{\"events\": [{\"sequence\": 2}], \"next\": 2}");
        assertThat(rest.get().uri("/api/v1/events?type=member.moved&after=2"))
                .bodyJson()
                .as("what was looked at is not looked at again")
                .isLenientlyEqualTo("{\"events\": [{\"sequence\": 3}], \"next\": 4}");
        assertThat(rest.get().uri("/api/v1/events?type=protection"))
                .bodyJson()
                .isLenientlyEqualTo("{\"events\": [], \"next\": 4}");
    }

    @Test
    void whoAsksForWhatWasForgottenIsToldSo() {
        IntStream.rangeClosed(1, Journal.LINES_MAX + 10).forEach(i -> tell("app/k"));

        assertThat(rest.get().uri("/api/v1/events?after=5&limit=1"))
                .bodyJson()
                .isLenientlyEqualTo("{\"events\": [{\"sequence\": 11}], \"missed\": true, \"oldest\": 11}");
        assertThat(rest.get().uri("/api/v1/events?after=10&limit=1"))
                .bodyJson()
                .extractingPath("$.missed")
                .isEqualTo(false);
        assertThat(rest.get().uri("/api/v1/events?limit=500"))
                .bodyJson()
                .extractingPath("$.events.length()")
                .isEqualTo(500);
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String wrong : new String[] {
            "?limit=0",
            "?limit=501",
            "?after=-1",
            "?after=x",
            "?type=Member",
            "?type=",
            "/stream?type=%0a",
            "/stream?after=-1"
        }) {
            assertProblem(rest.get().uri(URI.create("/api/v1/events" + wrong)).exchange(), 400, "bad-parameter");
        }
        assertProblem(
                rest.get()
                        .uri("/api/v1/events/stream")
                        .header("Last-Event-ID", "x")
                        .exchange(),
                400,
                "bad-parameter");
    }

    @Test
    void whoAsksForTheHeadOfAStreamGetsNoPlaceInIt() {
        assertThat(rest.head().uri("/api/v1/events/stream")).hasStatusOk();
    }

    private void tell(String subject) {
        journal.tell(
                8,
                LogRecord.of(1, 0, AtOnce.WALL_MILLIS, "", new Payload.Barrier()),
                new News("config.put", subject, 3, null, "created"));
    }

    private static Event moved() {
        return new Event(
                99,
                40,
                5,
                3_000,
                AtOnce.WALL_MILLIS,
                Event.Kind.MOVED,
                new NodeId("n1"),
                12,
                MemberStatus.HEALTHY,
                MemberStatus.UNREACHABLE,
                Cause.OBSERVERS,
                "seven of nine");
    }
}
