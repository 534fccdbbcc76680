package io.bellwether.agent.exchange;

import io.bellwether.protocol.message.Answer;

/**
 * An answer and who gives it.
 *
 * @param coordinator The incarnation of the coordinator that answers, 0 while it is no member: by it the asker learns
 *     where the leader lives that another coordinator names.
 */
public record Reply(long coordinator, Answer answer) {

    public Reply {
        if (coordinator < 0) {
            throw new IllegalArgumentException("coordinator must be >= 0, got " + coordinator);
        }
    }
}
