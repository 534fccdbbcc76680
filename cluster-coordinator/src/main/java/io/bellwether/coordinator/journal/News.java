package io.bellwether.coordinator.journal;

import org.jspecify.annotations.Nullable;

/**
 * What a part of the state has to tell, before it has a number.
 *
 * @param type What sort of line it is, such as {@code config.put}; types are part of the interface (docs/events.md).
 * @param subject What it is about.
 * @param version The version of the subject's state that it came to, 0 if it has none.
 * @param to The state after, null where it is of no interest.
 * @param evidence What led to it, for people; cut off at {@value Journal#EVIDENCE_MAX} characters.
 */
public record News(
        String type, String subject, long version, @Nullable String to, String evidence) {}
