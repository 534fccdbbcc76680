package io.bellwether.simulation.peers.lifeguard;

/** What members tell each other about one of them; travels in the queue of {@link Rumours}. */
sealed interface News {

    int about();

    int incarnation();

    /** It is alive; only the member itself starts such news, with a higher incarnation to refute an accusation. */
    record Alive(int about, int incarnation) implements News {}

    /** It does not answer. */
    record Suspect(int about, int incarnation, int accuser) implements News {}

    /** Its time to refute is over; or, accused by itself, it has left. */
    record Dead(int about, int incarnation, int accuser) implements News {}
}
