package io.bellwether.protocol.state;

/** What can happen to a name. Each is told by a command or by a timer that ran out. */
public enum MemberEvent {
    ADMITTED("a process asks to be let in"),
    CONFIRMED("heard well for three beats"),
    LOST("verdict one"),
    FOUND("the way back"),
    OVERDUE("verdict two"),
    STABLE("the stabilisation period is over"),
    SICK("worse than healthy"),
    WELL("healthy again"),
    ASKED_TO_LEAVE("says good-bye"),
    GONE("the time to take leave is over"),
    DRAIN("an operator drains it"),
    UNDRAIN("the draining ends, by an operator or by its time to live"),
    MAINTAIN("an operator takes it out of judgement"),
    MAINTENANCE_ENDED("the maintenance ends, by an operator or by its time to live"),
    REUSABLE("quiet for long enough, its back-off over, and heard"),
    READMITTED("an operator lets it in again"),
    FORGOTTEN("an operator strikes the name off the books");

    private final String text;

    MemberEvent(String text) {
        this.text = text;
    }

    /** The event as a clause for people. */
    public String text() {
        return text;
    }
}
