package io.bellwether.spring.health;

/** Looks at something and tells the agent, time and again; on one thread. */
@FunctionalInterface
public interface HealthRound {

    void go() throws InterruptedException;
}
