package io.bellwether.simulation.network;

/** Shares of all packets. */
final class Ratios {

    private Ratios() {}

    static double checked(String what, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("%s must be from 0 to 1, got %s".formatted(what, ratio));
        }
        return ratio;
    }
}
