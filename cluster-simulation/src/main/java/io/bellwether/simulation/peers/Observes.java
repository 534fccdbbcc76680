package io.bellwether.simulation.peers;

/** A program whose opinion of the other machines can be read, whatever protocol it runs. */
public interface Observes {

    /**
     * What this program thinks of a machine now; of its own always ALIVE. A machine stands for whatever process it
     * runs: a restart changes the verdict only when this program thinks worse of it in between.
     */
    Verdict verdictAbout(int machine);

    /** Tells from now on every change of {@link #verdictAbout}, from within the call that caused it. */
    void listen(Listener listener);

    /** Takes a change of opinion. */
    interface Listener {

        /**
         * Takes one change.
         *
         * @param nanos the monotonic clock of the observer's process; two observers' clocks are not comparable, so
         *     whoever measures across machines asks the world for its time instead
         */
        void changed(int observer, int subject, Verdict verdict, long nanos);
    }
}
