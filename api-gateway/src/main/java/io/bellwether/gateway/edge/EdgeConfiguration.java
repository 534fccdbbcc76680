package io.bellwether.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the door. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    EdgeMeters edgeMeters(MeterRegistry meters) {
        return new EdgeMeters(meters);
    }

    @Bean
    EdgeFilter edgeFilter(EdgeProperties properties, ServerProperties server, EdgeMeters meters) {
        List<Network> proxies =
                properties.trustedProxies().stream().map(Network::parse).toList();
        InetAddress address = server.getAddress();
        var rules = new Rules(
                proxies,
                properties.allHosts(),
                Set.copyOf(properties.origins()),
                address != null && address.isLoopbackAddress());
        return new EdgeFilter(
                rules,
                proxies,
                properties.bodyMax().toBytes(),
                new AccessLog(properties.accessLog()),
                meters,
                () -> ThreadLocalRandom.current().nextLong(),
                System::nanoTime);
    }

    @Bean
    PlacesFilter placesFilter(EdgeProperties properties, EdgeMeters meters) {
        var places = new Places(properties.requestsMax());
        meters.showRequests(places);
        return new PlacesFilter(places, meters);
    }

    @Bean
    EdgeHeaders edgeHeaders() {
        return new EdgeHeaders(System::nanoTime);
    }

    @Bean
    NettyServerCustomizer connections(EdgeProperties properties, EdgeMeters meters) {
        var places = new Places(properties.connectionsMax());
        meters.showConnections(places);
        var door = new ConnectionPlaces(places, meters);
        var pressures = new Pressures(System::nanoTime);
        return server -> server.requestTimeout(properties.bodyTime())
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Not doOnConnection, which the library calls for each request.
                .doOnChannelInit((observer, channel, remote) -> {
                    if (door.admit(channel)) {
                        // Each comes right after the codec, so that the last one here is the first to see a request.
                        ReadOn.on(channel.pipeline());
                        Shedding.on(channel.pipeline(), pressures, meters, System::nanoTime);
                        HeadWatch.on(channel.pipeline(), properties.headTime(), meters);
                    }
                });
    }
}
