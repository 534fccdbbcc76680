package io.bellwether.coordinator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.RandomLog;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.StringNode;

class SnapshotTest {

    private static final StateRules RULES = StateRules.of(TimingProfile.DEFAULT);

    private final SnapshotCodec codec = new SnapshotCodec();

    @TempDir
    Path folder;

    @Test
    void aStateIsTheSameAfterItsSnapshot() {
        Seeds.forAll(100, (random, size) -> {
            var state = new ClusterState(RULES);
            var log = new RandomLog(random, size);
            for (int i = 0; i < 10 * size; i++) {
                state.apply(log.next(state.view()));
            }
            Snapshot read = codec.decode(codec.encode(Snapshot.of(state.image(), List.of())));

            assertThat(read.members()).isEqualTo(state.image());
            assertThat(ClusterState.restore(RULES, read.members()).fullHash()).isEqualTo(state.fullHash());
        });
    }

    @Test
    void furtherPartsComeBackAsTheyWere() {
        var part = new Snapshot.Part("config", StringNode.valueOf("later"));
        var state = new ClusterState(RULES);

        assertThat(codec.decode(codec.encode(Snapshot.of(state.image(), List.of(part))))
                        .parts())
                .containsExactly(part);
    }

    @Test
    void aSnapshotOfAnotherFormatIsRefused() {
        String written = new String(
                codec.encode(Snapshot.of(new ClusterState(RULES).image(), List.of())), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.decode(
                        written.replace("\"format\":1", "\"format\":9").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("must be 1, got 9");
    }

    @Test
    void aFileGivesBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("snapshot.3_41");
        SnapshotFile.write(file, 3, 41, "state".getBytes(StandardCharsets.UTF_8));

        SnapshotFile read = SnapshotFile.read(file);

        assertThat(read.term()).isEqualTo(3);
        assertThat(read.index()).isEqualTo(41);
        assertThat(read.body()).asString(StandardCharsets.UTF_8).isEqualTo("state");
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void anyFlippedByteAndAnyCutIsFound() throws IOException {
        Path file = folder.resolve("snapshot.3_41");
        SnapshotFile.write(file, 3, 41, "state".getBytes(StandardCharsets.UTF_8));
        byte[] whole = Files.readAllBytes(file);

        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            assertThatThrownBy(() -> SnapshotFile.read(file))
                    .as("byte %d flipped", at)
                    .isInstanceOf(UnreadableException.class);
            Files.write(file, Arrays.copyOf(whole, at));
            assertThatThrownBy(() -> SnapshotFile.read(file))
                    .as("cut at %d", at)
                    .isInstanceOf(UnreadableException.class);
        }
    }
}
