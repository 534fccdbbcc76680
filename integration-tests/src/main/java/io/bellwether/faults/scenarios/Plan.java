package io.bellwether.faults.scenarios;

import java.util.function.Consumer;

/**
 * How a scenario is to be run.
 *
 * @param repeat Runs that have to count.
 * @param seed Chooses who is hit, and when between two beats.
 * @param progress Takes a line for each step, while it runs.
 */
public record Plan(int repeat, long seed, Consumer<String> progress) {}
