package io.bellwether.coordinator.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Answers whoever asks with {@code ?pretty} line by line: people read with curl, and have no other tool at hand. */
@RestControllerAdvice
final class Pretty implements ResponseBodyAdvice<Object> {

    private static final String PARAMETER = "pretty";
    private static final String NO = "false";

    private final JsonMapper json;

    Pretty(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null || !contentType.getSubtype().endsWith("json") || !isAsked(request)) {
            return body;
        }
        response.getHeaders().setContentType(contentType);
        try {
            response.getBody().write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(body));
            response.getBody().write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // It is written: nothing is left for the converter.
        return null;
    }

    private static boolean isAsked(ServerHttpRequest request) {
        String asked = request instanceof ServletServerHttpRequest servlet
                ? servlet.getServletRequest().getParameter(PARAMETER)
                : null;
        return asked != null && !asked.equals(NO);
    }
}
