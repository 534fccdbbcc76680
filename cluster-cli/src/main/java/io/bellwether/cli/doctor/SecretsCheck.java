package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.SecretFile;
import java.util.List;

/** Whether only their owner can read the secrets of a home. */
final class SecretsCheck {

    private SecretsCheck() {}

    static List<Finding> judge(List<SecretFile> files) {
        var open = files.stream().filter(SecretFile::open).toList();
        if (open.isEmpty()) {
            return files.isEmpty()
                    ? List.of()
                    : List.of(Finding.ok(
                            Topic.SECRETS,
                            "secret-files",
                            String.valueOf(files.getFirst().file().getParent()),
                            "%d files, for their owner's eyes".formatted(files.size())));
        }
        return open.stream()
                .map(secret -> new Finding(
                        Topic.SECRETS,
                        "secret-files",
                        secret.file().toString(),
                        Level.BAD,
                        "others on this machine can read %s (%s)".formatted(secret.file(), secret.permissions()),
                        "Whoever holds it can join the cluster, command it, or read its data.",
                        "chmod 600 '%s', and 700 its folder; delete it and start anew if somebody else was here."
                                .formatted(secret.file())))
                .toList();
    }
}
