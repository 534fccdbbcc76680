package io.bellwether.agent.exchange;

/** What came is no request or answer; the message says what is wrong with it. */
public final class BadExchangeException extends Exception {

    BadExchangeException(String message) {
        super(message);
    }
}
