package io.bellwether.protocol.explain;

/** Whether what an observer says about a subject counts, and if not, why. */
public enum Voice {
    COUNTS("counts"),
    NO_OPINION("has no opinion yet"),
    IN_DOUBT("doubts what it sees"),
    OUT_OF_DATE("its report is too old"),
    NO_REPORT("has not reported"),
    LOST("is lost itself");

    private final String text;

    Voice(String text) {
        this.text = text;
    }

    /** The same as a clause for people. */
    public String text() {
        return text;
    }
}
