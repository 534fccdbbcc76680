package io.bellwether.agent.exchange;

import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and answers as JSON: {@code {"version":1,"request":{"type":"join",...}}} and
 * {@code {"version":1,"coordinator":3,"answer":{"type":"admitted",...}}}. Strict about what it knows, and blind for what
 * it does not: unknown fields were written by a newer version. Safe for all threads.
 */
public final class Exchange {

    /** The path on every coordinator, to be asked by POST. */
    public static final String PATH = "/internal/v1/ask";

    /** Both ways. */
    public static final String CONTENT_TYPE = "application/json";

    /** The version of the format. */
    public static final int VERSION = 1;

    /** The longest request. */
    public static final int REQUEST_BYTES_MAX = 8_192;

    /** The longest answer: a view of {@link Views#MEMBERS_MAX} members with all texts at their longest. */
    public static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private static final int DEPTH_MAX = 16;
    private static final int NUMBER_CHARACTERS_MAX = 20;
    private static final int NAME_CHARACTERS_MAX = 128;
    private static final int TEXT_CHARACTERS_MAX = 4_096;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_CHARACTERS_MAX)
                            .maxNameLength(NAME_CHARACTERS_MAX)
                            .maxStringLength(TEXT_CHARACTERS_MAX)
                            .maxDocumentLength(ANSWER_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public byte[] write(Request request) {
        ObjectNode envelope = envelope();
        Requests.write(request, envelope.putObject("request"));
        return mapper.writeValueAsBytes(envelope);
    }

    public byte[] write(Reply reply) {
        ObjectNode envelope = envelope();
        envelope.put("coordinator", reply.coordinator());
        Answers.write(reply.answer(), envelope.putObject("answer"));
        return mapper.writeValueAsBytes(envelope);
    }

    private ObjectNode envelope() {
        ObjectNode envelope = mapper.createObjectNode();
        envelope.put("version", VERSION);
        return envelope;
    }

    public Request readRequest(byte[] json) throws BadExchangeException {
        return Requests.read(opened(json, REQUEST_BYTES_MAX).object("request"));
    }

    public Reply readReply(byte[] json) throws BadExchangeException {
        Fields envelope = opened(json, ANSWER_BYTES_MAX);
        long coordinator = envelope.numberOr("coordinator", 0);
        Answer answer = Answers.read(envelope.object("answer"));
        return new Reply(coordinator, answer);
    }

    private Fields opened(byte[] json, int bytesMax) throws BadExchangeException {
        if (json.length > bytesMax) {
            throw new BadExchangeException("at most %d bytes are read, got %d".formatted(bytesMax, json.length));
        }
        Fields envelope = new Fields("the body", parsed(json));
        long version = envelope.number("version");
        if (version != VERSION) {
            throw new BadExchangeException(
                    "version %d of the exchange is not spoken here, version %d is".formatted(version, VERSION));
        }
        return envelope;
    }

    private JsonNode parsed(byte[] json) throws BadExchangeException {
        try {
            return mapper.readTree(json);
        } catch (JacksonException e) {
            throw new BadExchangeException("this is no JSON: " + e.getOriginalMessage());
        }
    }
}
