package io.bellwether.coordinator.openapi;

import io.bellwether.coordinator.api.Reads;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the controllers do not say by themselves: headers of reads, problems and their codes, the operator's token. Paths,
 * parameters and bodies are those of the controllers, so that they cannot drift.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "operatorToken";
    private static final String PROBLEM = "Problem";
    private static final String CONSISTENCY = "consistency";

    @Bean
    OpenAPI bellwetherOpenApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Bellwether coordinators")
                        .version("v1")
                        .description("Every coordinator answers reads; a change that comes to a follower is sent on to"
                                + " the leader with 307. Errors are problems of RFC 9457 with a stable code and a"
                                + " hint.\n\n"
                                + ProblemCodes.table()))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "The operator's token, for every request that changes something")));
    }

    private static Schema<?> problem() {
        var code = new StringSchema();
        ProblemCodes.MEANINGS.keySet().forEach(code::addEnumItem);
        return new ObjectSchema()
                .description("A problem of RFC 9457.")
                .addProperty("type", new StringSchema().description("urn:bellwether:problem: and the code"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What happened"))
                .addProperty("code", code)
                .addProperty("hint", new StringSchema().description("What to do"));
    }

    @Bean
    OpenApiCustomizer bellwetherOpenApiCustomizer() {
        return api -> {
            // Here and not above: what nothing refers to yet is left out on the way.
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths()
                    .forEach((path, item) ->
                            item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
        };
    }

    private static void complete(String path, HttpMethod method, Operation operation) {
        String summary = Summaries.BY_OPERATION.get(method + " " + path);
        if (summary != null) {
            operation.setSummary(summary);
        }
        ApiResponses responses = operation.getResponses();
        responses.addApiResponse(
                "default",
                new ApiResponse()
                        .description("A problem")
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
        if (method != HttpMethod.GET) {
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            responses.addApiResponse(
                    "307", new ApiResponse().description("Another coordinator leads; it is in Location"));
        } else if (path.startsWith("/api/") || path.startsWith("/cluster/")) {
            addReadHeaders(operation);
            addConsistency(operation);
        }
    }

    private static void addReadHeaders(Operation operation) {
        ApiResponse fine = operation.getResponses().get("200");
        if (fine != null) {
            fine.addHeaderObject(Reads.EPOCH, header("The epoch of the members that the answer is about"));
            fine.addHeaderObject(Reads.INDEX, header("The entry of the log up to which the answer is"));
            fine.addHeaderObject(Reads.LEADER_KNOWN, header("Whether a leader is known"));
            fine.addHeaderObject(Reads.STALENESS, header("How old the evidence of a leader is, in milliseconds"));
        }
    }

    private static Header header(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    private static void addConsistency(Operation operation) {
        List<Parameter> told = operation.getParameters();
        boolean known = told != null && told.stream().anyMatch(each -> CONSISTENCY.equals(each.getName()));
        boolean stream = String.valueOf(operation.getOperationId()).startsWith("stream");
        if (!known && !stream) {
            operation.addParametersItem(new Parameter()
                    .name(CONSISTENCY)
                    .in("query")
                    .description("linearizable waits for everything that was committed before; stale, which is the"
                            + " default, for nothing")
                    .schema(new StringSchema()));
        }
    }
}
