package io.bellwether.spring.diagnosis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A setting of the cluster that cannot be read at all, such as a duration that is none. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ClusterBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final List<ConfigurationPropertyName> OURS =
            List.of(ConfigurationPropertyName.of("cluster"), ConfigurationPropertyName.of("phi"));

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        // The chain goes from the group down to the setting, so the last one says most.
        BindException inner = cause;
        while (inner.getCause() instanceof BindException next) {
            inner = next;
        }
        ConfigurationPropertyName name = inner.getName();
        ConfigurationProperty property = inner.getProperty();
        boolean isOurs = OURS.stream().anyMatch(ours -> ours.equals(name) || ours.isAncestorOf(name));
        if (!isOurs || property == null) {
            return null;
        }
        Class<?> type = inner.getTarget().getType().resolve(Object.class);
        String description = """
                %s is '%s'%s, and that is not %s.

                The application does not start: it cannot guess what was meant.""".formatted(name, property.getValue(), origin(property), what(type));
        return new FailureAnalysis(description, "Set %s to %s.".formatted(name, example(type)), cause);
    }

    private static String origin(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (from %s)".formatted(property.getOrigin());
    }

    private static String what(Class<?> type) {
        if (type == Duration.class) {
            return "a duration";
        }
        if (type == Path.class) {
            return "a path";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type.isEnum() ? "one of " + constants(type) : "a number";
    }

    private static String example(Class<?> type) {
        if (type == Duration.class) {
            return "a number of milliseconds such as 1500, or a number with its unit such as 1500ms, 2s or 1m";
        }
        if (type == Path.class) {
            return "the path of a file";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        return type.isEnum() ? "one of " + constants(type) : "a number such as 3";
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
