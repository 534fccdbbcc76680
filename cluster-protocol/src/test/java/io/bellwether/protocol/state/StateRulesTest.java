package io.bellwether.protocol.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StateRulesTest {

    @Test
    void rulesThatCannotBeAreRefusedWithTheirValues() {
        assertThatThrownBy(() -> Rules.with(Replica.RULES, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("membersMax 0");
        assertThatThrownBy(() -> Rules.with(Replica.RULES, 1, 0)).hasMessageContaining("namesMax 0");
    }
}
