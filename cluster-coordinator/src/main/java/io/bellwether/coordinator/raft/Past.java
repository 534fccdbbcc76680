package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.nio.file.Files;

/** What the disk of a coordinator says of its part in the cluster; {@link Founding} goes by it. */
public enum Past {
    /** Nothing: it is new, or its data are gone. It cannot tell which. */
    NOTHING,
    /** It has agreed to found the cluster, and has not begun: it never had an entry and never voted. */
    FOUNDER,
    /** It has begun, or belongs to others that have. What is damaged there, {@link StartGuard} finds. */
    MEMBER;

    static Past of(RatisSettings settings) {
        if (Files.exists(settings.joinFile()) || Files.exists(settings.groupFolder())) {
            return MEMBER;
        }
        return Files.exists(settings.watermarkFile()) ? marked(settings) : NOTHING;
    }

    private static Past marked(RatisSettings settings) {
        try {
            return Watermark.read(settings.watermarkFile()) == Watermark.NOTHING ? FOUNDER : MEMBER;
        } catch (IOException e) {
            // It was written by somebody; the guard says what is wrong with it.
            return MEMBER;
        }
    }

    /** Makes a founder of one that has nothing, so that it stays one when its process ends. */
    static void promise(RatisSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        Watermark.open(settings.watermarkFile()).close();
    }
}
