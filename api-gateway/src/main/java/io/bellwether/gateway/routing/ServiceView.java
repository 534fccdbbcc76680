package io.bellwether.gateway.routing;

import java.util.List;

/**
 * A service as routing sees it, to be shown.
 *
 * @param panic Whether all its instances get requests, because too few of them are well.
 * @param retriesLeft How many failed requests could be sent once more now.
 * @param instances Those that the discovery lists, ordered by name.
 */
public record ServiceView(String service, boolean panic, int retriesLeft, List<InstanceView> instances) {}
