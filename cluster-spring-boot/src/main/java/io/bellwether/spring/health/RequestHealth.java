package io.bellwether.spring.health;

import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches the requests that the web server serves, and tells the agent how many fail, how long they take and how many there are. */
public final class RequestHealth implements ObservationHandler<Observation.Context>, HealthRound {

    /** How often {@link #go} is to be called. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Object BEGUN = RequestHealth.class.getName() + ".begun";

    private final RequestWindow window = new RequestWindow();
    private final List<String> ignoredPaths;
    private final Consumer<HealthInput> agent;

    /** Without requests whose path is one of these, or under one. */
    public RequestHealth(List<String> ignoredPaths, Consumer<HealthInput> agent) {
        this.ignoredPaths = List.copyOf(ignoredPaths);
        this.agent = agent;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return ServedRequest.isOne(context);
    }

    @Override
    public void onStart(Observation.Context context) {
        ServedRequest request = ServedRequest.of(context);
        if (request != null && !request.isStream() && !isIgnored(request.path())) {
            context.put(BEGUN, System.nanoTime());
            window.begun();
        }
    }

    @Override
    public void onStop(Observation.Context context) {
        Long begun = context.get(BEGUN);
        if (begun != null) {
            ServedRequest request = ServedRequest.of(context);
            window.ended(System.nanoTime() - begun, request != null && request.hasFailed());
        }
    }

    private boolean isIgnored(@Nullable String path) {
        return path == null
                || ignoredPaths.stream().anyMatch(start -> path.equals(start) || path.startsWith(start + "/"));
    }

    @Override
    public void go() {
        RequestWindow.Figures figures = window.figures();
        agent.accept(new HealthInput.Measured(Dimension.ERRORS, figures.failedPercent()));
        agent.accept(new HealthInput.Measured(Dimension.LATENCY, figures.slowestMillis()));
        agent.accept(new HealthInput.Load(window.inFlight()));
        window.moveOn();
    }
}
