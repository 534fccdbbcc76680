package io.bellwether.consumer.ingest;

import io.bellwether.consumer.store.Decoder;
import io.bellwether.consumer.store.RowRefusedException;
import io.bellwether.consumer.store.RowStore;
import io.bellwether.consumer.store.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Stores a batch and finds the records in it that cannot be stored: a batch that is refused is cut in half until the
 * single bad records stand alone. With b bad ones among n that takes about 2 b log2(n) writes, and only then.
 *
 * @param <R> What a row is.
 */
final class BatchWriter<R> {

    private final Decoder<R> decoder;
    private final RowStore<R> store;

    BatchWriter(Decoder<R> decoder, RowStore<R> store) {
        this.decoder = decoder;
        this.store = store;
    }

    /**
     * What became of a batch.
     *
     * @param stored Records that are new in the store.
     * @param duplicates Records that were there already.
     * @param deadLetters Records that are not in the store and never will be.
     * @param kept The records that are in the store now, duplicates included.
     */
    record Outcome(
            int stored, int duplicates, List<DeadLetter> deadLetters, List<ConsumerRecord<byte[], byte[]>> kept) {

        Outcome {
            deadLetters = List.copyOf(deadLetters);
            kept = List.copyOf(kept);
        }
    }

    private record Decoded<R>(ConsumerRecord<byte[], byte[]> origin, R row) {}

    /** Stores what can be stored. A store that is away throws; the whole batch may then be given again. */
    Outcome write(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<DeadLetter> deadLetters = new ArrayList<>();
        List<Decoded<R>> decoded = new ArrayList<>(batch.size());
        for (ConsumerRecord<byte[], byte[]> origin : batch) {
            try {
                decoded.add(new Decoded<>(origin, decoder.decode(origin)));
            } catch (UndecodableException e) {
                deadLetters.add(new DeadLetter(origin, DeadLetter.Cause.UNDECODABLE, String.valueOf(e.getMessage())));
            }
        }
        List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>(decoded.size());
        int stored = decoded.isEmpty() ? 0 : bisect(decoded, kept, deadLetters);
        return new Outcome(stored, kept.size() - stored, deadLetters, kept);
    }

    private int bisect(List<Decoded<R>> part, List<ConsumerRecord<byte[], byte[]>> kept, List<DeadLetter> deadLetters) {
        try {
            int stored = store.write(part.stream().map(Decoded::row).toList());
            part.forEach(decoded -> kept.add(decoded.origin()));
            return stored;
        } catch (RowRefusedException e) {
            if (part.size() == 1) {
                deadLetters.add(new DeadLetter(
                        part.getFirst().origin(), DeadLetter.Cause.REFUSED_BY_STORE, String.valueOf(e.getMessage())));
                return 0;
            }
            int middle = part.size() / 2;
            return bisect(part.subList(0, middle), kept, deadLetters)
                    + bisect(part.subList(middle, part.size()), kept, deadLetters);
        }
    }
}
