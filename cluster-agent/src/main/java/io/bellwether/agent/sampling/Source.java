package io.bellwether.agent.sampling;

import io.bellwether.protocol.health.Dimension;
import java.io.IOException;

/** Measures one dimension of health. Confined to one thread. */
public interface Source {

    Dimension dimension();

    /** The input of the dimension in its unit, over the time since the last call; NaN where nothing is known. */
    double sample(long nowNanos) throws IOException;
}
