package io.bellwether.gateway.edge;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For whom a request comes: the last address in the chain that is not one of our own proxies. */
final class ForwardedFor {

    static final String HEADER = "X-Forwarded-For";

    private static final int HOPS_MAX = 20;

    private ForwardedFor() {}

    /** The client behind this peer, whose header is believed only where the peer is a proxy we trust. */
    static String client(@Nullable InetAddress peer, @Nullable String header, List<Network> proxies) {
        if (peer == null) {
            return "unknown";
        }
        String client = peer.getHostAddress();
        if (header == null || !Network.isAny(proxies, peer)) {
            return client;
        }
        String[] hops = header.split(",", HOPS_MAX + 1);
        for (int i = Math.min(hops.length, HOPS_MAX) - 1; i >= 0; i--) {
            InetAddress hop = NetUtil.createInetAddressFromIpAddressString(hops[i].strip());
            if (hop == null) {
                return client;
            }
            client = hop.getHostAddress();
            if (!Network.isAny(proxies, hop)) {
                return client;
            }
        }
        return client;
    }
}
