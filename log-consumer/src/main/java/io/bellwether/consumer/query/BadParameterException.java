package io.bellwether.consumer.query;

/** A parameter of a query is not as it has to be. */
public final class BadParameterException extends Exception {

    private final String parameter;
    private final String rule;
    private final String got;

    BadParameterException(String parameter, String rule, String got) {
        super("parameter '%s' %s, got '%s'".formatted(parameter, rule, got));
        this.parameter = parameter;
        this.rule = rule;
        this.got = got;
    }

    public String parameter() {
        return parameter;
    }

    public String rule() {
        return rule;
    }

    public String got() {
        return got;
    }
}
