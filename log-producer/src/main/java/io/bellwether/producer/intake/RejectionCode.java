package io.bellwether.producer.intake;

import java.util.Locale;

/** Why one record was refused. The codes are part of the API and the values of a metric's tag. */
public enum RejectionCode {
    MALFORMED_JSON,
    NOT_AN_OBJECT,
    FIELD_UNKNOWN,
    FIELD_MISSING,
    FIELD_TYPE,
    FIELD_TOO_LONG,
    LEVEL_UNKNOWN,
    ID_NOT_UUIDV7,
    TIMESTAMP_INVALID,
    TEXT_INVALID,
    NUMBER_OUT_OF_RANGE;

    /** The name as clients and dashboards see it, such as {@code field-missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
