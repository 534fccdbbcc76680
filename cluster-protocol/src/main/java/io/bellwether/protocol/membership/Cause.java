package io.bellwether.protocol.membership;

/** Why a member is in the state it is in. The order is the code on the wire. */
public enum Cause {
    FIRST_JOIN("joined for the first time"),
    REJOIN("joined again after it had left"),
    RESTART("a new process took the name over"),
    CLUSTER_START("the cluster started"),
    BEATS_GOOD("three good beats"),
    OBSERVERS("enough observers lost it"),
    STAND_IN("nobody watches it, and no coordinator reaches it"),
    HEARD_AGAIN("enough observers hear it again"),
    SECOND_OPINION("coordinators reach it by themselves"),
    FAILURE_TIMEOUT("not heard for the failure timeout"),
    PARTLY_CUT("some observers cannot hear it, coordinators can"),
    LOSSY("some observers lose too much of it"),
    SCORE_LOW("its health score is low"),
    SCORE_GOOD("its health score is good again"),
    STABLE("stable for the stabilisation period"),
    FLAPPING("it came and went too often"),
    POINTS_DECAYED("quiet for long enough"),
    OPERATOR("an operator asked for it"),
    TIME_TO_LIVE("the time given by the operator is over"),
    GOODBYE("it said good-bye"),
    SUPERSEDED("a newer process of the same name joined");

    private final String text;

    Cause(String text) {
        this.text = text;
    }

    /** The cause as a clause for people. */
    public String text() {
        return text;
    }
}
