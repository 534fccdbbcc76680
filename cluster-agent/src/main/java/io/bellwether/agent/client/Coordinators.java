package io.bellwether.agent.client;

import io.bellwether.protocol.message.Request;
import java.util.function.Consumer;

/** Those who are asked to be let in, to be let go, and for the view. */
public interface Coordinators extends AutoCloseable {

    /**
     * Asks one of them, and if that fails once another. Never waits.
     *
     * @param done Is told what came of it, once, by another thread than the caller's; never if a later request came first.
     */
    void ask(Request request, Consumer<AskOutcome> done);

    /** Takes new connections from now on: the old ones are of an address that this host no longer has. */
    void renew();

    /** Gives up what is under way. */
    @Override
    void close();
}
