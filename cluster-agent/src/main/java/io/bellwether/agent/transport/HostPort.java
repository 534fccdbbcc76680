package io.bellwether.agent.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where datagrams go: a name or an IP address, and a port.
 *
 * @param host Without brackets, also for IPv6.
 * @param port 0 lets the operating system choose, where something listens.
 */
public record HostPort(String host, int port) {

    private static final int PORT_MAX = 65_535;
    private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\[\\]:\\s]+)):([0-9]{1,5})");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    public HostPort {
        if (host.isBlank() || port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "an address is a host and a port of 0 to %d, got '%s' and %d".formatted(PORT_MAX, host, port));
        }
    }

    /** An address written as {@code host:port} or {@code [IPv6]:port}. */
    public static HostPort parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an address is written as host:port or [IPv6 address]:port, got '%s'".formatted(text));
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new HostPort(host, Integer.parseInt(matcher.group(3)));
    }

    /** Whether the host is an address already, so that nobody has to be asked for it. */
    public boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[%s]:%d".formatted(host, port) : host + ":" + port;
    }
}
