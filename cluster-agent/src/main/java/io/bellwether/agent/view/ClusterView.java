package io.bellwether.agent.view;

/** The cluster as this process sees it; from memory, never waiting. Safe for all threads. */
public interface ClusterView {

    /** How it is now: at most one beat old where ages and measurements are concerned, 50 ms where changes are. */
    ClusterSnapshot now();

    /** Tells this listener of the present state and then of every change, until the registration is closed. */
    Registration listen(ClusterListener listener);

    /** A listener that listens. */
    interface Registration extends AutoCloseable {

        /** Ends it. A call under way goes on. */
        @Override
        void close();
    }
}
