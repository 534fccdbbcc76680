package io.bellwether.devservices.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void aSecretIsMadeOnceAndReadByItsOwnerOnly() throws IOException {
        var secrets = new Secrets(new Home(folder));
        var made = secrets.get("password");

        assertThat(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(new Secrets(new Home(folder)).get("password")).isEqualTo(made);
        var file = secrets.folder().resolve("password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void twoHomesHaveDifferentSecrets() {
        assertThat(new Secrets(new Home(folder.resolve("one"))).get("password"))
                .isNotEqualTo(new Secrets(new Home(folder.resolve("two"))).get("password"));
    }
}
