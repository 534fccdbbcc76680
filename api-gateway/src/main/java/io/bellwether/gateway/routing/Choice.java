package io.bellwether.gateway.routing;

import java.net.URI;
import java.time.Duration;

/** Who gets a request. */
public sealed interface Choice {

    /** This instance. What becomes of the request is to be told. */
    record Chosen(Call call) implements Choice {}

    /** Nobody. */
    record Nobody(Why why) implements Choice {}

    /** Why nobody gets it. */
    enum Why {
        /** The service has no instance that could be asked. */
        NO_INSTANCE,
        /** All have been tried already. */
        NO_OTHER,
        /** All of them have failed so much that they are left alone for a moment. */
        CIRCUITS_OPEN,
        /** All have as many requests as they can answer in time. */
        FULL
    }

    /** A request on its way to an instance. It is either begun, and then ended, or dropped. */
    interface Call {

        /** The name of the instance. */
        String instance();

        URI uri();

        /** It is sent; counted from now on. An answer that takes longer than this patience says that there are too many. */
        void begin(Duration patience);

        /** How it ended. What comes after the first end is nothing new. */
        void end(Result result);

        /** It was not begun, and will not be. */
        void drop();
    }
}
