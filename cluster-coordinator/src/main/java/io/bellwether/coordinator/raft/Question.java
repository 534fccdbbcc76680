package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.ratis.protocol.RaftClientReply;
import org.jspecify.annotations.Nullable;

/** Something that this process asks of its own server. */
interface Question {

    CompletableFuture<RaftClientReply> put() throws IOException;

    /** Puts it to the library; told is the index of its answer, or why there is none. */
    static void ask(Question question, BiConsumer<@Nullable Long, @Nullable Throwable> told) {
        CompletableFuture<RaftClientReply> answer;
        try {
            answer = question.put();
        } catch (IOException | RuntimeException e) {
            told.accept(null, e);
            return;
        }
        CompletableFuture<Void> unused = answer.handle((reply, e) -> {
            if (e != null) {
                told.accept(null, e);
            } else if (reply.isSuccess()) {
                told.accept(reply.getLogIndex(), null);
            } else {
                told.accept(null, reply.getException());
            }
            return null;
        });
    }
}
