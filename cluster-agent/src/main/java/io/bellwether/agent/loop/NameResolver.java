package io.bellwether.agent.loop;

import io.bellwether.agent.transport.AddressBook;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.worker.Serial;
import io.bellwether.agent.worker.Workers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Resolves names one after the other on a worker: a name server that hangs holds one thread and not all. */
final class NameResolver implements AddressBook.Resolver {

    static final int WAITING_MAX = 4_096;

    private final Queue<Question> questions = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Serial resolving;
    private final Answers answers;

    private record Question(long incarnation, HostPort address) {}

    /** Takes what was found, on the thread of a worker. */
    @FunctionalInterface
    interface Answers {
        void resolved(long incarnation, HostPort address, @Nullable InetAddress found);
    }

    NameResolver(Workers workers, Answers answers) {
        this.answers = answers;
        this.resolving = new Serial(workers::offer, this::resolveAll);
    }

    @Override
    public boolean resolve(long incarnation, HostPort address) {
        boolean room = questions.offer(new Question(incarnation, address));
        resolving.ask();
        return room;
    }

    private void resolveAll() {
        for (Question next = questions.poll(); next != null; next = questions.poll()) {
            answers.resolved(
                    next.incarnation(), next.address(), find(next.address().host()));
        }
    }

    private static @Nullable InetAddress find(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
