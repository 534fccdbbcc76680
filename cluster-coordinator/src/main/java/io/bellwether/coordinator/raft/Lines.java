package io.bellwether.coordinator.raft;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lines of this process by the address they lead to. There is one set for the process because the library's clients
 * take their balancer from one place; addresses are those of voters, so there are few.
 */
final class Lines {

    static final Lines OF_PROCESS = new Lines();

    private final Map<String, Line> byAddress = new ConcurrentHashMap<>();

    Line to(String address) {
        return byAddress.computeIfAbsent(address, fresh -> new Line());
    }
}
