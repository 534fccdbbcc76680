package io.bellwether.gateway.routing;

import java.util.Map;

/**
 * How much of its traffic a gateway keeps in its own zone: all of it where that zone has its share of what can serve, and
 * else only as much as it has. Otherwise one zone with many gateways and few instances would drown in what is near.
 */
final class Zones {

    private Zones() {}

    /**
     * The share that stays.
     *
     * @param own The zone of this gateway.
     * @param gateways How many gateways each zone has.
     * @param capacity The sum of the weights of the instances of each zone.
     */
    static double localShare(String own, Map<String, Integer> gateways, Map<String, Double> capacity) {
        double allCapacity =
                capacity.values().stream().mapToDouble(Double::doubleValue).sum();
        double localCapacity = capacity.getOrDefault(own, 0.0);
        if (own.isEmpty() || localCapacity <= 0 || allCapacity <= 0) {
            return 0;
        }
        int allGateways = Math.max(
                1, gateways.values().stream().mapToInt(Integer::intValue).sum());
        int localGateways = Math.max(1, gateways.getOrDefault(own, 0));
        double share = localCapacity / allCapacity;
        double needed = (double) localGateways / allGateways;
        return Math.min(1, share / needed);
    }
}
