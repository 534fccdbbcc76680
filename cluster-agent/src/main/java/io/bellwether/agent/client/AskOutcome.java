package io.bellwether.agent.client;

import io.bellwether.protocol.message.Answer;

/** What came of asking the coordinators. */
public sealed interface AskOutcome {

    /** One of them answered. */
    record Answered(Answer answer) implements AskOutcome {}

    /** None did, for this reason; nobody knows whether the request was heard. */
    record Failed(String reason) implements AskOutcome {}
}
