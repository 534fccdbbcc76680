package io.bellwether.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.MemberStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table has exactly the pairs that are written down here a second time. docs: {@code -Drewrite} renews the page. */
final class TransitionsTest {

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");
    private static final Path PAGE = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("docs/protocol-transitions.md");

    /** Per event the states in which something about it is known; {@code NEW} is a name that is not. */
    private static final String ALLOWED = """
            ADMITTED: NEW JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING LEFT REMOVED
            CONFIRMED: JOINING
            LOST: JOINING HEALTHY DEGRADED RECOVERING DRAINING QUARANTINED MAINTENANCE LEAVING
            FOUND: UNREACHABLE QUARANTINED MAINTENANCE
            OVERDUE: UNREACHABLE QUARANTINED MAINTENANCE LEAVING
            STABLE: RECOVERING
            SICK: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING
            WELL: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING
            ASKED_TO_LEAVE: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING
            GONE: LEAVING
            DRAIN: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE
            UNDRAIN: JOINING RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING LEFT REMOVED
            MAINTAIN: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE
            MAINTENANCE_ENDED: MAINTENANCE LEAVING LEFT REMOVED
            REUSABLE: QUARANTINED
            READMITTED: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING LEFT REMOVED
            FORGOTTEN: JOINING HEALTHY DEGRADED RECOVERING UNREACHABLE QUARANTINED DRAINING MAINTENANCE LEAVING LEFT REMOVED
            """;

    /** Every arrow between two states, without guards. */
    private static final String MOVES = """
            NEW>JOINING LEFT>JOINING LEAVING>JOINING
            JOINING>HEALTHY JOINING>DRAINING RECOVERING>HEALTHY RECOVERING>DRAINING
            HEALTHY>DEGRADED DEGRADED>DEGRADED DEGRADED>HEALTHY DRAINING>HEALTHY
            HEALTHY>DRAINING DEGRADED>DRAINING
            JOINING>UNREACHABLE HEALTHY>UNREACHABLE DEGRADED>UNREACHABLE RECOVERING>UNREACHABLE DRAINING>UNREACHABLE
            MAINTENANCE>UNREACHABLE QUARANTINED>UNREACHABLE
            JOINING>RECOVERING HEALTHY>RECOVERING DEGRADED>RECOVERING RECOVERING>RECOVERING DRAINING>RECOVERING
            UNREACHABLE>RECOVERING QUARANTINED>RECOVERING MAINTENANCE>RECOVERING REMOVED>RECOVERING
            JOINING>QUARANTINED HEALTHY>QUARANTINED DEGRADED>QUARANTINED RECOVERING>QUARANTINED DRAINING>QUARANTINED
            UNREACHABLE>QUARANTINED MAINTENANCE>QUARANTINED
            QUARANTINED>QUARANTINED LEAVING>QUARANTINED LEFT>QUARANTINED REMOVED>QUARANTINED
            JOINING>MAINTENANCE HEALTHY>MAINTENANCE DEGRADED>MAINTENANCE RECOVERING>MAINTENANCE UNREACHABLE>MAINTENANCE
            QUARANTINED>MAINTENANCE DRAINING>MAINTENANCE MAINTENANCE>MAINTENANCE LEAVING>MAINTENANCE LEFT>MAINTENANCE
            REMOVED>MAINTENANCE
            JOINING>LEAVING HEALTHY>LEAVING DEGRADED>LEAVING RECOVERING>LEAVING UNREACHABLE>LEAVING QUARANTINED>LEAVING
            DRAINING>LEAVING MAINTENANCE>LEAVING LEAVING>LEFT
            JOINING>REMOVED HEALTHY>REMOVED DEGRADED>REMOVED RECOVERING>REMOVED UNREACHABLE>REMOVED QUARANTINED>REMOVED
            DRAINING>REMOVED MAINTENANCE>REMOVED LEAVING>REMOVED
            """;

    @Test
    void theTableHasExactlyThePairsThatAreAllowed() {
        Set<String> allowed = new TreeSet<>();
        for (String line : ALLOWED.lines().toList()) {
            String event = line.substring(0, line.indexOf(':'));
            for (String from : words(line.substring(line.indexOf(':') + 1))) {
                allowed.add(from + " " + event);
            }
        }
        Set<String> inTable = new TreeSet<>();
        for (Transition row : Transitions.rows()) {
            inTable.add(name(row.from()) + " " + row.event());
        }
        assertThat(inTable).isEqualTo(allowed);
    }

    @Test
    void theTableHasExactlyTheArrowsThatAreAllowed() {
        Set<String> inTable = new TreeSet<>();
        for (Transition row : Transitions.rows()) {
            if (row.to() != null) {
                inTable.add(name(row.from()) + ">" + row.to());
            }
        }
        assertThat(inTable).isEqualTo(new TreeSet<>(words(MOVES)));
    }

    @Test
    void everyPairThatIsNotInTheTableIsRefused() {
        Set<String> refused = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        for (MemberStatus status : MemberStatus.values()) {
            for (MemberEvent event : MemberEvent.values()) {
                String pair = status + " " + event;
                boolean known =
                        Transitions.rows().stream().anyMatch(row -> row.from() == status && row.event() == event);
                if (!known) {
                    expected.add(pair);
                }
                for (Life life : Lives.all(status)) {
                    var situation = Lives.situation(life);
                    if (TransitionIndex.find(status, event, situation) == null && !known) {
                        refused.add(pair);
                    }
                }
            }
        }
        assertThat(refused).isEqualTo(expected).hasSizeGreaterThan(60);
    }

    @Test
    void noRowStandsBehindOneThatAlwaysHolds() {
        List<String> closed = new ArrayList<>();
        for (Transition row : Transitions.rows()) {
            String pair = name(row.from()) + " " + row.event();
            assertThat(closed).as("rows of %s", pair).doesNotContain(pair);
            if (row.guard() == Guard.ALWAYS) {
                closed.add(pair);
            }
        }
    }

    @Test
    void everyRowSaysWhy() {
        assertThat(Transitions.rows())
                .allSatisfy(row -> assertThat(row.reason()).isNotBlank());
    }

    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        String expected = """
                # Transitions of a member

                Written from the table in the code by TransitionsTest; renew it with
                `./mvnw -pl cluster-protocol test -Dtest=TransitionsTest -Drewrite`.

                """ + TransitionTable.markdown();
        if (System.getProperty("rewrite") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).content().as("renew it with -Drewrite").isEqualTo(expected);
    }

    private static List<String> words(String text) {
        return Arrays.asList(WHITESPACE.split(text.trim()));
    }

    private static String name(@Nullable MemberStatus status) {
        return status == null ? "NEW" : status.toString();
    }
}
