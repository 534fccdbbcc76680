package io.bellwether.protocol.timing;

/**
 * A setting that would churn.
 *
 * @param setting Which one.
 * @param wrong What is wrong with it, with the value that came.
 * @param why What it would do to the cluster.
 * @param works A value that works, as it is written in the configuration. If there are several problems, the values of
 *     all of them work together.
 */
public record TimingProblem(TimingSetting setting, String wrong, String why, String works) {

    @Override
    public String toString() {
        return "%s %s: %s. %s works.".formatted(setting.key(), wrong, why, works);
    }
}
