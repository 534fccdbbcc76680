package io.bellwether.gateway.routing;

import java.util.ArrayList;
import java.util.List;

/** The instances that one request has been sent to. */
public final class Tried {

    private final List<Backend> backends = new ArrayList<>(2);

    void add(Backend backend) {
        backends.add(backend);
    }

    List<Backend> backends() {
        return backends;
    }

    public int count() {
        return backends.size();
    }
}
