package io.bellwether.agent.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExchangeTest {

    private final Exchange exchange = new Exchange();

    @Test
    void whateverRequestIsWrittenIsRead() {
        Seeds.forAll(500, (random, size) -> {
            Request request = request(random);
            assertThat(exchange.readRequest(exchange.write(request))).isEqualTo(request);
        });
    }

    @Test
    void whateverAnswerIsWrittenIsRead() {
        Seeds.forAll(500, (random, size) -> {
            Reply reply = new Reply(random.nextInt(100), answer(random, size));
            Reply read = exchange.readReply(exchange.write(reply));
            assertThat(read.coordinator()).isEqualTo(reply.coordinator());
            assertThat(flat(read.answer())).isEqualTo(flat(reply.answer()));
        });
    }

    @Test
    void damageNeverThrowsAnythingElse() {
        Seeds.forAll(2_000, (random, size) -> {
            byte[] json = exchange.write(new Reply(3, answer(random, size % 5)));
            for (int i = 0; i < 3; i++) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }
            try {
                exchange.readReply(json);
            } catch (BadExchangeException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        });
    }

    @Test
    void theFormOnTheWireIsThis() {
        assertThat(text(exchange.write(new Request.Join(new NodeId("a"), "i", 7, "h:1", "z", "f", true, 5))))
                .isEqualTo(
                        "{\"version\":1,\"request\":{\"type\":\"join\",\"id\":\"a\",\"instanceId\":\"i\",\"incarnation\":7,"
                                + "\"address\":\"h:1\",\"zone\":\"z\",\"failureDomain\":\"f\",\"coordinator\":true,\"moves\":5}}");
        View view = View.of(5, 9, List.of(member("a", 7)));
        assertThat(text(exchange.write(new Reply(3, new Answer.Viewed(view, new Freshness(2, 3, 40))))))
                .isEqualTo(
                        "{\"version\":1,\"coordinator\":3,\"answer\":{\"type\":\"viewed\",\"view\":{\"epoch\":5,\"version\":9,\"members\":["
                                + "{\"id\":\"a\",\"incarnation\":7,\"status\":\"HEALTHY\",\"cause\":\"FIRST_JOIN\",\"sinceVersion\":1,"
                                + "\"sinceMillis\":2,\"zone\":\"\",\"failureDomain\":\"\",\"coordinator\":false,\"address\":\"h:1\"}]},"
                                + "\"freshness\":{\"term\":2,\"leader\":3,\"ageMillis\":40}}}");
    }

    @Test
    void fieldsOfANewerVersionArePassedOver() throws BadExchangeException {
        String json = "{\"version\":1,\"new\":[1,{}],\"request\":{\"newer\":null,\"type\":\"pull\",\"newerThan\":4}}";
        assertThat(exchange.readRequest(bytes(json))).isEqualTo(new Request.Pull(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"version\":2,\"request\":{}}|version 2 of the exchange is not spoken here, version 1 is",
                "{\"request\":{}}|the body lacks 'version'",
                "{\"version\":1}|'request' in the body must be a JSON object",
                "[]|the body must be a JSON object",
                "{\"version\":1,\"request\":{\"type\":\"dance\"}}|a request is a join, leave or pull, got 'dance'",
                "{\"version\":1,\"request\":{\"type\":\"leave\"}}|'request' in the body lacks 'incarnation'",
                "{\"version\":1,\"request\":{\"type\":\"leave\",\"incarnation\":\"7\"}}|must be a whole number from 0 on, got \"7\"",
                "{\"version\":1,\"request\":{\"type\":\"leave\",\"incarnation\":7.5}}|must be a whole number from 0 on, got 7.5",
                "{\"version\":1,\"request\":{\"type\":\"leave\",\"incarnation\":-1}}|must be a whole number from 0 on, got -1",
                "{\"version\":1,\"request\":{\"type\":\"pull\",\"newerThan\":99999999999999999999}}|must be a whole number from 0 on",
                "{\"version\":1,\"version\":1,\"request\":{\"type\":\"pull\",\"newerThan\":4}}|this is no JSON",
                "{\"version\":1,\"request\":{\"type\":\"pull\",\"newerThan\":4}} x|this is no JSON",
            })
    void whatIsWrongIsToldByName(String json, String message) {
        assertThatExceptionOfType(BadExchangeException.class)
                .isThrownBy(() -> exchange.readRequest(bytes(json)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e4", "<65>"})
    void namesAreHeldToTheirRules(String name) {
        String id = name.equals("<65>") ? "a".repeat(65) : name;
        String json = text(exchange.write(new Request.Join(new NodeId("NAME"), "i", 0, "h:1", "", "", false, 0)));
        assertThatExceptionOfType(BadExchangeException.class)
                .isThrownBy(() -> exchange.readRequest(bytes(json.replace("NAME", id))))
                .withMessageContaining("'id' in 'request' in the body must be 1 to 64 characters");
    }

    @Test
    void moreThanTheLimitsIsRefused() {
        byte[] long_ = bytes("{\"version\":1,\"request\":" + " ".repeat(Exchange.REQUEST_BYTES_MAX));
        assertThatExceptionOfType(BadExchangeException.class)
                .isThrownBy(() -> exchange.readRequest(long_))
                .withMessageContaining("at most 8192 bytes are read");

        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= Views.MEMBERS_MAX + 1; i++) {
            members.add(member("n" + i, i));
        }
        byte[] many = exchange.write(new Reply(1, new Answer.Admitted(1, View.of(1, 1, members))));
        assertThatExceptionOfType(BadExchangeException.class)
                .isThrownBy(() -> exchange.readReply(many))
                .withMessageContaining("a list of at most 4096 objects");
    }

    @Test
    void aViewOfAThousandMembersWithTheLongestTextsFits() throws BadExchangeException {
        List<Member> members = new ArrayList<>();
        String text = "x".repeat(Member.TEXT_MAX);
        for (int i = 1; i <= 1_000; i++) {
            members.add(new Member(
                    new NodeId("n".repeat(60) + "%04d".formatted(i)),
                    Long.MAX_VALUE - i,
                    MemberStatus.MAINTENANCE,
                    Cause.FAILURE_TIMEOUT,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    text,
                    text,
                    true,
                    text));
        }
        byte[] json = exchange.write(new Reply(1, new Answer.Admitted(1, View.of(1, 1, members))));
        assertThat(json.length).isLessThan(Exchange.ANSWER_BYTES_MAX / 4);
        assertThat(exchange.readReply(json).answer()).isInstanceOf(Answer.Admitted.class);
    }

    private static Request request(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                new Request.Join(
                        new NodeId("n" + random.nextInt(1_000)),
                        text(random, 64),
                        number(random),
                        text(random, Member.TEXT_MAX),
                        text(random, Member.TEXT_MAX),
                        text(random, Member.TEXT_MAX),
                        random.nextBoolean(),
                        0);
            case 1 -> new Request.Leave(number(random));
            default -> new Request.Pull(number(random));
        };
    }

    private static Answer answer(RandomGenerator random, int size) {
        return switch (random.nextInt(5)) {
            case 0 -> new Answer.Admitted(number(random), view(random, size));
            case 1 ->
                new Answer.Refused(
                        oneOf(Answer.Reason.class, random),
                        text(random, Answers.DETAIL_MAX),
                        random.nextInt(Integer.MAX_VALUE));
            case 2 -> new Answer.Gone(number(random));
            case 3 ->
                new Answer.Viewed(
                        view(random, size),
                        new Freshness(number(random), number(random), random.nextInt(Integer.MAX_VALUE)));
            default -> new Answer.Unavailable(number(random), random.nextInt(Integer.MAX_VALUE));
        };
    }

    private static View view(RandomGenerator random, int size) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(new Member(
                    new NodeId("n" + i),
                    1 + number(random) / 2,
                    oneOf(MemberStatus.class, random),
                    oneOf(Cause.class, random),
                    number(random),
                    number(random),
                    text(random, Member.TEXT_MAX),
                    text(random, Member.TEXT_MAX),
                    random.nextBoolean(),
                    text(random, Member.TEXT_MAX)));
        }
        return View.of(number(random), number(random), members);
    }

    private static List<Object> flat(Answer answer) {
        return switch (answer) {
            case Answer.Admitted(long incarnation, View view) -> List.of(incarnation, flat(view));
            case Answer.Viewed(View view, Freshness freshness) -> List.of(freshness, flat(view));
            default -> List.of(answer);
        };
    }

    private static List<Object> flat(View view) {
        return List.of(view.epoch(), view.version(), view.members());
    }

    private static Member member(String name, long incarnation) {
        return new Member(
                new NodeId(name), incarnation, MemberStatus.HEALTHY, Cause.FIRST_JOIN, 1, 2, "", "", false, "h:1");
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, RandomGenerator random) {
        List<E> all = List.of(type.getEnumConstants());
        return all.get(random.nextInt(all.size()));
    }

    private static long number(RandomGenerator random) {
        return random.nextLong() >>> (1 + random.nextInt(63));
    }

    private static String text(RandomGenerator random, int charactersMax) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(charactersMax + 1); left > 0; left--) {
            text.append((char) (' ' + random.nextInt('~' - ' ' + 1)));
        }
        return text.toString();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
