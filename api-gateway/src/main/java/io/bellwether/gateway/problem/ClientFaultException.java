package io.bellwether.gateway.problem;

/** What a client sends cannot be taken, or has stopped to come. No instance has anything to do with it. */
public final class ClientFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClientFaultException(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
