package io.bellwether.agent.transport;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the addresses of a name is one of this host. All containers of a scaled service share a name, and a host in
 * several networks has several addresses: the name tells the network, and the host which of them is its own.
 */
public final class OwnAddress {

    /** Asks for all addresses of a name. May take seconds. */
    @FunctionalInterface
    public interface Names {
        List<InetAddress> addressesOf(String name) throws UnknownHostException;
    }

    /** Whether this host has an address. */
    @FunctionalInterface
    public interface Host {
        boolean has(InetAddress address) throws SocketException;
    }

    private final String name;
    private final Names names;
    private final Host host;

    /** Looks in the name service of this host and at its interfaces. */
    public OwnAddress(String name) {
        this(name, wanted -> List.of(InetAddress.getAllByName(wanted)), OwnAddress::isOfThisHost);
    }

    /** Looks where it is told to. */
    public OwnAddress(String name, Names names, Host host) {
        this.name = name;
        this.names = names;
        this.host = host;
    }

    private static boolean isOfThisHost(InetAddress address) throws SocketException {
        // Nobody else reaches a loopback address, by which some hosts know their own name.
        return !address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) != null;
    }

    /**
     * The address, null where the name is not known or belongs to others: a network that was cut takes its names along.
     *
     * @param former The one that it was, which stays where there are several.
     */
    public @Nullable String find(String former) {
        List<String> own = new ArrayList<>();
        try {
            for (InetAddress address : names.addressesOf(name)) {
                if (host.has(address)) {
                    own.add(address.getHostAddress());
                }
            }
        } catch (UnknownHostException | SocketException e) {
            return null;
        }
        if (own.isEmpty()) {
            return null;
        }
        return own.contains(former) ? former : own.getFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
