package io.bellwether.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks, as they are written in settings: 10.0.0.0/8, fd00::/8, or a single address. */
record Network(IpSubnetFilterRule rule) {

    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;

    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        int bits = address != null && address.length == 4 ? BITS_V4 : BITS_V6;
        try {
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (address != null && prefix >= 0 && prefix <= bits) {
                return new Network(new IpSubnetFilterRule(parts[0], prefix, IpFilterRuleType.ACCEPT));
            }
        } catch (NumberFormatException e) {
            throw complaint(text, e);
        }
        throw complaint(text, null);
    }

    private static IllegalArgumentException complaint(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "gateway.edge.trusted-proxies must be addresses or networks such as 10.0.0.0/8, got '%s'"
                        .formatted(text),
                cause);
    }

    static boolean isAny(List<Network> networks, InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.rule().matches(socket));
    }
}
