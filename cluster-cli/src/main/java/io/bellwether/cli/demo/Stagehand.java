package io.bellwether.cli.demo;

import java.util.List;

/** Does to the nodes what the play asks for. */
public interface Stagehand {

    void pause(String node);

    void resume(String node);

    void kill(String node);

    /** Starts it again, and ends when it is healthy. */
    void start(String node);

    /** Whether nodes have networks of their own, so that they can be cut off. */
    boolean canCut();

    void cut(List<String> nodes);

    void heal();

    /** Forgets that these were lost, so that the play can be given again at once. */
    void forgive(String node);
}
