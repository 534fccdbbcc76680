package io.bellwether.protocol.gossip;

/** What gossip counts; above all whatever was left out because a limit was reached. */
public enum Count {
    /** Datagrams sent, and their bytes. */
    DATAGRAMS_SENT,
    BYTES_SENT,
    /** Rounds opened, pushes of news, answers to rounds, repairs begun. */
    ROUNDS,
    PUSHES,
    ANSWERS,
    REPAIRS,
    /** Rumours and deltas that were new here. */
    RUMOURS_TAKEN,
    DELTAS_TAKEN,
    /** Datagrams not sent because the allowance was spent. */
    OVER_ALLOWANCE,
    /** Questions not answered because their sender asked too often. */
    OVER_ANSWERS,
    /** Repairs cut short; the next one goes on. */
    OVER_PAGES,
    /** News that made room for newer news; rounds do not carry it any more, repair does. */
    OVER_NEWS,
    /** Rumours of members not known yet that found no room. */
    OVER_STRANGERS,
    /** Deltas too far ahead to be held. */
    OVER_HELD_DELTAS,
    /** Deltas that no datagram can carry; views with them are pulled. */
    DELTAS_TOO_BIG,
    /** Rumours of members that are gone. */
    RUMOURS_OF_GONE,
    /** Views or deltas that contradict what is known: the bug that must not exist. */
    DISAGREEMENTS
}
