package io.bellwether.cli.cluster;

import io.bellwether.devservices.home.StartProblem;
import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a coordinator answered. */
public record Answer(int status, String body, HttpHeaders headers) {

    private static final int FIRST_ERROR = 400;

    public boolean isOk() {
        return status < FIRST_ERROR;
    }

    /** A header, without the quotation marks of an entity tag. */
    public Optional<String> header(String name) {
        return headers.firstValue(name).map(value -> value.replace("\"", ""));
    }

    /** The answer as JSON; a refusal ends the command with what it says. */
    public JsonNode json() {
        return parsed(ok().body);
    }

    /** This answer, unless it is a refusal, which ends the command with what it says. */
    public Answer ok() {
        if (!isOk()) {
            throw new StartProblem(refusal());
        }
        return this;
    }

    private String refusal() {
        try {
            var problem = parsed(body);
            var detail = problem.path("detail").asString(problem.path("title").asString("refused"));
            var hint = problem.path("hint").asString("");
            var sentence = hint.isEmpty() ? detail : detail + ": " + hint;
            return "%s (%d%s)".formatted(sentence, status, code(problem));
        } catch (StartProblem e) {
            return "A coordinator answers %d without saying why".formatted(status);
        }
    }

    private static String code(JsonNode problem) {
        var code = problem.path("code").asString("");
        return code.isEmpty() ? "" : ", " + code;
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new StartProblem("A coordinator answers what is no JSON: is something else on its port?", e);
        }
    }
}
