package io.bellwether.cli.doctor;

/**
 * What a check came to.
 *
 * @param name The check's, such as {@code disk-latency}.
 * @param subject What was looked at: a member, a folder, a setting.
 * @param found What was found, with its numbers.
 * @param means What follows from it; empty where all is well.
 * @param toDo What to do about it; empty where there is nothing to do.
 */
public record Finding(Topic topic, String name, String subject, Level level, String found, String means, String toDo) {

    public Finding {
        if (level != Level.OK && means.isEmpty()) {
            throw new IllegalArgumentException(
                    "a finding says what it means, %s of %s does not".formatted(name, subject));
        }
        if (level.compareTo(Level.NOTE) > 0 && toDo.isEmpty()) {
            throw new IllegalArgumentException("%s of %s names trouble and nothing to do".formatted(name, subject));
        }
    }

    static Finding ok(Topic topic, String name, String subject, String found) {
        return new Finding(topic, name, subject, Level.OK, found, "", "");
    }
}
