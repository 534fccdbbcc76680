package io.bellwether.gateway.edge;

import io.netty.channel.Channel;

/**
 * Closes connections for which there is no place. Each costs memory whether it asks for something or not, and a client that
 * only opens them would be kept until none is left for the others.
 */
final class ConnectionPlaces {

    private final Places places;
    private final EdgeMeters meters;

    ConnectionPlaces(Places places, EdgeMeters meters) {
        this.places = places;
        this.meters = meters;
    }

    /** Gives this connection its place until it ends; false when there was none and it is being closed. */
    boolean admit(Channel channel) {
        if (places.take()) {
            channel.closeFuture().addListener(closed -> places.leave());
            return true;
        }
        meters.connectionRefused();
        var unused = channel.close();
        return false;
    }
}
