package io.bellwether.coordinator.host;

import io.bellwether.coordinator.storage.ImageCodec;
import io.bellwether.protocol.state.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that operators were given last, by the id of what they asked for. A command that is sent twice is carried out
 * once and answered the same: an order that is sent again after a lost answer does not begin its time to live anew, and one
 * that was ended meanwhile does not come back. On the log's thread only.
 */
final class OperatorMemory {

    /** How many answers are kept; the oldest is forgotten first, on every replica at the same entry. */
    static final int ANSWERS_MAX = 1_000;

    static final String NAME = "operations";

    /** The whole memory, for snapshots. */
    private record Image(List<Given> answers) {}

    private record Given(String id, Command command, Operated answer) {}

    private final ImageCodec<Image> codec = new ImageCodec<>(Image.class);
    private final Map<String, Given> byId = new LinkedHashMap<>();

    /** Whether this is an operator's command; all others are the authority's. */
    static boolean isOperators(Command command) {
        return switch (command) {
            case Command.Drain drain -> true;
            case Command.Undrain undrain -> true;
            case Command.Maintain maintain -> true;
            case Command.EndMaintenance end -> true;
            case Command.Readmit readmit -> true;
            case Command.Forget forget -> true;
            case Command.Tick tick -> false;
            case Command.Admit admit -> false;
            case Command.Confirm confirm -> false;
            case Command.Lose lose -> false;
            case Command.Find find -> false;
            case Command.Remove remove -> false;
            case Command.Degrade degrade -> false;
            case Command.Restore restore -> false;
            case Command.Leave leave -> false;
        };
    }

    /** The answer of before, or that the id was used for something else; null if nothing is remembered. */
    @Nullable
    Operated find(String id, Command command) {
        Given given = byId.get(id);
        if (given == null) {
            return null;
        }
        return given.command().equals(command) ? given.answer() : Operated.idReused(id);
    }

    void add(String id, Command command, Operated answer) {
        add(new Given(id, command, answer));
    }

    private void add(Given given) {
        if (given.id().isEmpty()) {
            return;
        }
        byId.put(given.id(), given);
        if (byId.size() > ANSWERS_MAX) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    byte[] image() {
        return codec.encode(new Image(new ArrayList<>(byId.values())));
    }

    void restore(byte @Nullable [] image) {
        byId.clear();
        if (image != null) {
            codec.decode(image).answers().forEach(this::add);
        }
    }
}
