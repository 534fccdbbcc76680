package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReaderTest {

    private static final int BODY = 30;

    private final byte[] bytes = new byte[BODY];
    private final Reader reader = new Reader(bytes);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void aListMayHaveAsManyItemsAsTheBytesLeftCanHold(int count) {
        assertThat(count(count, 512)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void aCountBeyondTheBytesLeftIsRefusedBeforeAnythingIsAllocated(int count) {
        assertThatThrownBy(() -> count(count, 512)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aCountBeyondTheLimitOfItsListIsRefused() {
        assertThat(count(5, 5)).isEqualTo(5);
        assertThatThrownBy(() -> count(6, 5)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aNumberOfMoreThan63BitsIsRefused() {
        var writer = Writer.into(bytes);
        writer.number(Long.MAX_VALUE);
        reader.restart(0, BODY);
        assertThat(reader.number()).isEqualTo(Long.MAX_VALUE);

        writer.restart();
        writer.number(Long.MIN_VALUE);
        reader.restart(0, BODY);
        assertThatThrownBy(reader::number).isInstanceOf(MalformedException.class);
    }

    /** Reads a count in front of items of three bytes each. */
    private int count(int count, int itemsMax) {
        bytes[0] = (byte) count;
        reader.restart(0, BODY);
        return reader.count(itemsMax, 3);
    }
}
