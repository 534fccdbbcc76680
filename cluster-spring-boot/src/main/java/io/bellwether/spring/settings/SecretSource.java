package io.bellwether.spring.settings;

import io.bellwether.agent.secret.ClusterSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the secret of the cluster comes from. What it reads never gets into a message. */
record SecretSource(@Nullable String text, @Nullable Path file) {

    /** No secret is as long as this, so a larger file is another one. */
    private static final int FILE_BYTES_MAX = 4_096;

    @Nullable
    ClusterSecret read(List<String> problems) {
        String setting = ClusterProperties.text(text);
        if (!setting.isEmpty() && file != null) {
            problems.add(
                    "cluster.secret and cluster.secret-file are both set: nobody can tell which one is meant; remove one");
            return null;
        }
        if (!setting.isEmpty()) {
            return parsed("cluster.secret", setting, problems);
        }
        return file == null ? null : read(file, problems);
    }

    private static @Nullable ClusterSecret read(Path file, List<String> problems) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                problems.add(
                        "cluster.secret-file names %s, which is longer than any secret; name the file with the secret"
                                .formatted(file));
                return null;
            }
            return parsed("cluster.secret-file (%s)".formatted(file), Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(
                    "cluster.secret-file cannot be read (%s): without the secret no other member would listen; put the secret of the cluster there and make it readable for this process"
                            .formatted(e));
            return null;
        }
    }

    private static @Nullable ClusterSecret parsed(String setting, String secret, List<String> problems) {
        try {
            return ClusterSecret.parse(secret);
        } catch (IllegalArgumentException e) {
            problems.add("%s is no secret: %s".formatted(setting, e.getMessage()));
            return null;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "source of the secret";
    }
}
