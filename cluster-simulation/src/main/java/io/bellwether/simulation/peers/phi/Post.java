package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;

/** Sends letters. */
final class Post {

    private final Machine machine;
    private final Channel channel;

    Post(Machine machine, Channel channel) {
        this.machine = machine;
        this.channel = channel;
    }

    void send(long address, Letter letter) {
        toMachine(Address.machine(address), letter);
    }

    void toMachine(int to, Letter letter) {
        machine.send(to, letter, Sizes.of(letter), channel);
    }
}
