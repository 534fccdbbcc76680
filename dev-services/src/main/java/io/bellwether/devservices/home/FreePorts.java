package io.bellwether.devservices.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;

/** Ports that nobody listens on. */
public final class FreePorts {

    // Below the range from which the kernel takes the ports of outgoing connections: those come and go by themselves.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;
    private static final int ATTEMPTS_MAX = 200;

    private FreePorts() {}

    /** A free port that is none of those. */
    public static int next(Set<Integer> taken) {
        var random = new SecureRandom();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = LOWEST + random.nextInt(HIGHEST - LOWEST + 1);
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new StartProblem("No free port was found between %d and %d in %d attempts: something holds them all."
                .formatted(LOWEST, HIGHEST, ATTEMPTS_MAX));
    }

    /** Whether a server could listen on it on loopback. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As servers do: a connection that still lingers does not hold a port.
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
