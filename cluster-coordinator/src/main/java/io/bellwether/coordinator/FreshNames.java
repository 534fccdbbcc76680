package io.bellwether.coordinator;

import java.security.Security;
import java.util.List;

/**
 * Where a name leads is looked up anew each second. The JVM remembers it for half a minute, and the library's connections do
 * the same again: so a coordinator that came back under another address would be looked for at its old one, where by then
 * there may be another coordinator, or this one itself. Whoever sets these times on the command line keeps them. In containers
 * docker/names.security says the same for every service.
 */
final class FreshNames {

    private static final List<String> FOUND = List.of("networkaddress.cache.ttl", "networkaddress.cache.negative.ttl");
    private static final List<String> OF_COMMAND_LINE =
            List.of("sun.net.inetaddr.ttl", "sun.net.inetaddr.negative.ttl");
    private static final String SECONDS = "1";

    private FreshNames() {}

    /** Before the first name is looked up; afterwards the JVM does not ask for these times again. */
    static void insist() {
        for (int i = 0; i < FOUND.size(); i++) {
            if (System.getProperty(OF_COMMAND_LINE.get(i)) == null) {
                Security.setProperty(FOUND.get(i), SECONDS);
            }
        }
        // The library's connections ask by this one.
        if (System.getProperty(FOUND.getFirst()) == null) {
            System.setProperty(FOUND.getFirst(), SECONDS);
        }
    }
}
