package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.StartProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network of 254 addresses out of 198.18.0.0/15, the range that is set aside for trying out networks: nothing that a
 * machine wants to reach is there.
 *
 * @param number 0 to 511.
 */
record Subnet(int number) {

    static final int NUMBERS = 512;

    private static final int FIRST = (198 << 24) | (18 << 16);
    private static final int BITS = 32;
    private static final int PREFIX_LENGTH = 24;

    Subnet {
        if (number < 0 || number >= NUMBERS) {
            throw new IllegalArgumentException("number must be 0 to %d, got %d".formatted(NUMBERS - 1, number));
        }
    }

    /** The first one, from a preferred one on, that no route of this machine leads to. */
    static Subnet free(int preferred, List<String> routes) {
        for (int i = 0; i < NUMBERS; i++) {
            var subnet = new Subnet(Math.floorMod(preferred + i, NUMBERS));
            if (routes.stream().noneMatch(subnet::isTouchedBy)) {
                return subnet;
            }
        }
        throw new StartProblem(
                "This machine has routes to all of 198.18.0.0/15, so there is no room for the network of the nodes: remove what is not needed ('ip route' lists them)");
    }

    String address(int host) {
        int base = FIRST | (number << 8) | host;
        return "%d.%d.%d.%d".formatted(base >>> 24, (base >>> 16) & 0xff, (base >>> 8) & 0xff, base & 0xff);
    }

    String cidr() {
        return address(0) + "/" + PREFIX_LENGTH;
    }

    String addressWithLength(int host) {
        return address(host) + "/" + PREFIX_LENGTH;
    }

    /** Of an interface with that address; locally administered. */
    String hardwareAddress(int host) {
        return "02:62:77:%02x:%02x:%02x"
                .formatted(number >> 8, number & 0xff, host)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether a line of {@code ip route} leads into this network; the way to everywhere does not count. */
    private boolean isTouchedBy(String route) {
        return destination(route)
                .map(target -> {
                    int length = Math.min(target.length(), PREFIX_LENGTH);
                    int mask = length == 0 ? 0 : -1 << (BITS - length);
                    return length > 0 && (target.address() & mask) == ((FIRST | (number << 8)) & mask);
                })
                .orElse(false);
    }

    private record Target(int address, int length) {}

    private static Optional<Target> destination(String route) {
        var words = List.of(route.strip().split("\\s+"));
        // A kind of route may stand first, such as blackhole.
        return words.stream()
                .limit(2)
                .filter(word -> word.matches("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?"))
                .findFirst()
                .map(word -> {
                    var parts = List.of(word.split("[./]"));
                    int address = 0;
                    for (var octet : parts.subList(0, 4)) {
                        address = (address << 8) | Integer.parseInt(octet);
                    }
                    return new Target(address, parts.size() > 4 ? Integer.parseInt(parts.get(4)) : BITS);
                });
    }
}
