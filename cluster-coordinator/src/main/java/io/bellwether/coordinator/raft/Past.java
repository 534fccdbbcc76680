package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.nio.file.Files;

/** What the disk of a coordinator says of its part in the cluster; {@link Founding} goes by it. */
public enum Past {
    /** Nothing: it is new, or its data are gone. It cannot tell which. */
    NOTHING,
    /** It has agreed to found the cluster, and has not begun: it never had an entry and never voted. */
    FOUNDER,
    /** Somebody told it to join a cluster that has begun, and it holds nothing of that yet. */
    JOINING,
    /** It has begun. What is damaged there, {@link StartGuard} finds. */
    MEMBER;

    static Past of(RatisSettings settings) {
        if (Files.exists(settings.joinFile()) && holdsNothing(settings)) {
            return JOINING;
        }
        if (Files.exists(settings.groupFolder())) {
            return MEMBER;
        }
        if (!Files.exists(settings.watermarkFile())) {
            return NOTHING;
        }
        return isMarkOfNothing(settings) ? FOUNDER : MEMBER;
    }

    /** As the guard will find it: a snapshot alone is something, and so is an entry that no mark tells of yet. */
    private static boolean holdsNothing(RatisSettings settings) {
        try {
            return new StartGuard(settings).check().lastIndex() < 0;
        } catch (RefusedStartException e) {
            // The log is not started then either, and says why.
            return false;
        }
    }

    private static boolean isMarkOfNothing(RatisSettings settings) {
        try {
            return Watermark.read(settings.watermarkFile()) == Watermark.NOTHING;
        } catch (IOException e) {
            // It was written by somebody; the guard says what is wrong with it.
            return false;
        }
    }

    /** Makes a founder of one that has nothing, so that it stays one when its process ends. */
    static void promise(RatisSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        Watermark.open(settings.watermarkFile()).close();
    }
}
