package io.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.sight.Leftovers;
import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.LocalSystem.LocalNode;
import io.bellwether.cli.sight.LocalSystem.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterChecksTest {

    private static final Set<String> NOBODY = Set.of();

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "%s %s".formatted(finding.level(), finding.found()))
                .toList();
    }

    private static Given three() {
        return Given.cluster()
                .member("a", "HEALTHY")
                .member("b", "HEALTHY")
                .member("c", "HEALTHY")
                .voters("a", "b", "c");
    }

    @Test
    void threeVotersThatAreThereAreFine() {
        assertThat(told(VotersCheck.judge(three().seen(), NOBODY))).containsExactly("OK 3 voters, all there");
    }

    @Test
    void oneVoterAndAnEvenNumberAreTold() {
        assertThat(told(VotersCheck.judge(three().voters("a").seen(), NOBODY)))
                .containsExactly("WARN a is the only voter");
        assertThat(told(VotersCheck.judge(three().voters("a", "b").seen(), NOBODY)))
                .containsExactly("WARN 2 voters, an even number");
    }

    @Test
    void aVoterThatIsAwayIsToldWithHowManyMoreMayGo() {
        var oneAway = VotersCheck.judge(three().member("b", "UNREACHABLE").seen(), NOBODY);
        assertThat(told(oneAway)).containsExactly("WARN 1 of 3 voters away: b");
        assertThat(oneAway.getFirst().means()).startsWith("One more");
        var twoAway = VotersCheck.judge(three().member("b", "UNREACHABLE").seen(), Set.of("c"));
        assertThat(told(twoAway)).containsExactly("BAD 2 of 3 voters away: b, c");
    }

    @Test
    void votersAllInOneZoneAreToldWhereThereAreOthers() {
        var one = Given.cluster()
                .member("a", "HEALTHY", "x")
                .member("b", "HEALTHY", "x")
                .member("c", "HEALTHY", "x")
                .voters("a", "b", "c");
        assertThat(told(VotersCheck.judge(one.seen(), NOBODY))).containsExactly("OK 3 voters, all there");
        assertThat(told(VotersCheck.judge(one.member("d", "HEALTHY", "y").seen(), NOBODY)))
                .containsExactly("WARN all 3 voters are in zone 'x', members are in x, y");
        assertThat(told(VotersCheck.judge(one.member("c", "HEALTHY", "y").seen(), NOBODY)))
                .containsExactly("OK 3 voters, all there");
    }

    @Test
    void aLeaderWithAMajorityIsFineAndNoneIsBad() {
        var led = Given.cluster().coordinator("coordinator-1", "LEADER", 3, 3);
        assertThat(told(QuorumCheck.judge(led.seen(), NOBODY)))
                .containsExactly("OK coordinator-1 leads in term 3 with a majority");
        assertThat(told(QuorumCheck.judge(led.status("hasQuorum", false).seen(), NOBODY)))
                .containsExactly("BAD coordinator-1 has led, and no majority stands behind it now");
        assertThat(told(QuorumCheck.judge(led.without("leader").seen(), NOBODY)))
                .containsExactly("BAD coordinator-1 knows no leader");
    }

    @Test
    void aTermThatMovesAndTwoLeadersAreTold() {
        var moved = Given.cluster()
                .coordinator("coordinator-1", "LEADER", 3, 4)
                .coordinator("coordinator-2", "LEADER", 3, 3);
        assertThat(told(QuorumCheck.judge(moved.seen(), NOBODY)))
                .contains(
                        "WARN the term went from 3 to 4 while we looked",
                        "WARN coordinator-1, coordinator-2 all say that they lead");
    }

    @Test
    void aCoordinatorThatDoesNotAnswerIsToldUnlessThatIsKnown() {
        var one = Given.cluster().coordinator("coordinator-1", "LEADER", 3, 3).silentCoordinator("http://h:9");
        assertThat(told(QuorumCheck.judge(one.seen(), NOBODY)))
                .contains("WARN the coordinator at http://h:9 does not listen");
        assertThat(told(QuorumCheck.judge(one.seen(), Set.of("h:9"))))
                .containsExactly("OK coordinator-1 leads in term 3 with a majority");
        var all = new Given().silentCoordinator("http://h:9").seen();
        assertThat(told(QuorumCheck.judge(all, Set.of("h:9"))))
                .contains("BAD the coordinator at http://h:9 does not listen");
    }

    @Test
    void protectionAndAWaitForFoundersAreTold() {
        var given = Given.cluster()
                .coordinator("coordinator-1", "LEADER", 3, 3)
                .status("protection", true)
                .exports("coordinator-1", "raft_founders_missing 2.0\n");
        assertThat(told(QuorumCheck.judge(given.seen(), NOBODY)))
                .contains(
                        "WARN removal has stopped: too many are gone at once",
                        "BAD coordinator-1 waits for 2 other coordinators to found the cluster with");
    }

    @Test
    void aMemberThatIsIllIsNamedWithSinceAndCause() {
        var given = Given.cluster()
                .coordinator("coordinator-1", "LEADER", 3, 3)
                .member("a", "HEALTHY")
                .member("b", "UNREACHABLE")
                .member("c", "DEGRADED")
                .member("d", "RECOVERING");
        assertThat(told(MembersCheck.judge(given.seen(), NOBODY)))
                .containsExactly(
                        "BAD b is UNREACHABLE for 60 s: as given",
                        "WARN c is DEGRADED for 60 s: as given",
                        "NOTE d is RECOVERING for 60 s: as given",
                        "OK 1 of 4 HEALTHY");
        assertThat(told(MembersCheck.judge(given.member("e", "RECOVERING").seen(), NOBODY)))
                .as("after a restart of all they are many")
                .contains("NOTE 2 members are RECOVERING: d, e");
        assertThat(told(MembersCheck.judge(given.seen(), Set.of("b"))))
                .as("what a process shows is not told twice")
                .noneMatch(line -> line.contains("b is UNREACHABLE"));
    }

    private static LocalSystem processes(LocalNode... nodes) {
        return new LocalSystem(
                Path.of("/home"),
                List.of(nodes),
                List.of(),
                List.of(),
                List.of(),
                new Leftovers(List.of(), List.of()),
                List.of());
    }

    private static LocalNode process(String name, State state) {
        return new LocalNode(name, true, state, "127.0.0.1:1", state == State.DOWN ? null : 1L, "its reason");
    }

    @Test
    void processesAreToldWithWhatTheClusterSaysOfThem() {
        var cluster = Given.cluster().member("a", "HEALTHY").member("b", "UNREACHABLE");
        var local = processes(
                process("a", State.PAUSED),
                process("b", State.DOWN),
                process("c", State.UNHEALTHY),
                process("d", State.HEALTHY));
        assertThat(told(MembersCheck.processes(local, cluster.seen())))
                .containsExactly(
                        "BAD a is stopped by a signal (SIGSTOP); to the cluster it is HEALTHY",
                        "BAD b does not run; to the cluster it is UNREACHABLE",
                        "WARN c runs and is not ready: its reason",
                        "WARN c runs and is no member of the cluster",
                        "WARN d runs and is no member of the cluster",
                        "OK 1 processes healthy");
        assertThat(told(MembersCheck.processes(processes(process("a", State.DOWN)), null)))
                .containsExactly("NOTE nothing runs in /home");
    }

    private static String views(String node, long version, long behind) {
        return "{'epoch': 4, 'members': [{'nodeId': '%s', 'version': %d, 'behindVersions': %d}]}"
                .formatted(node, version, behind);
    }

    @Test
    void aViewIsBehindWhenItStaysSo() {
        assertThat(told(ViewsCheck.judge(
                        three().views(views("a", 9, 0), views("a", 9, 0)).seen(), NOBODY)))
                .containsExactly("OK 1 hold epoch 4");
        assertThat(told(ViewsCheck.judge(
                        three().views(views("a", 7, 2), views("a", 8, 1)).seen(), NOBODY)))
                .as("news on their way")
                .containsExactly("OK 1 hold epoch 4");
        var stays = three().views(views("a", 7, 2), views("a", 7, 3)).seen();
        assertThat(told(ViewsCheck.judge(stays, NOBODY)))
                .containsExactly("WARN a lacks the last 3 changes and did not get them while we looked");
        assertThat(ViewsCheck.judge(stays, Set.of("a"))).isEmpty();
    }

    @Test
    void linksAreToldWithTheirDirection() {
        var given = three().edges("a", "b=GOOD", "c=SILENT", "d=LOSSY", "e=DEAF")
                .edges("b", "a=GOOD", "c=SILENT", "d=GOOD", "e=GOOD")
                .edges("c", "a=DEAF", "b=SILENT", "d=GOOD", "e=GOOD")
                .edges("d", "a=GOOD", "b=GOOD", "c=GOOD", "e=GOOD")
                .edges("e", "a=SILENT", "b=GOOD", "c=GOOD", "d=GOOD");
        assertThat(told(LinksCheck.judge(given.seen(), NOBODY, List.of())))
                .containsExactly(
                        "WARN one way only: c does not hear a, and is heard by it",
                        "WARN one way only: a does not hear e, and is heard by it",
                        "WARN b and c do not hear each other",
                        "WARN packets between d and a are lost");
        assertThat(told(LinksCheck.judge(given.seen(), Set.of("c", "d", "e"), List.of("nothing passes from a to b"))))
                .containsExactly("OK all links between 2 members good", "WARN nothing passes from a to b, on purpose");
        assertThat(told(LinksCheck.judge(given.seen(), Set.of("c", "d", "e"), List.of())))
                .containsExactly("OK all links between 2 members good");
    }

    @Test
    void aMemberThatMostDoNotHearIsToldOnce() {
        var given = three().edges("a", "b=SILENT", "c=SILENT", "d=GOOD").edges("b", "a=GOOD", "c=GOOD");
        assertThat(told(LinksCheck.judge(given.seen(), NOBODY, List.of())))
                .containsExactly("WARN 2 of 3 observers do not hear a");
    }

    @Test
    void whatIsAgreedUponAndDoesNotArriveIsTold() {
        var given = Given.cluster()
                .exports("a", """
                        raft_replication_lag_entries{peer="b"} 121.0
                        raft_replication_lag_entries{peer="c"} 0.0
                        cluster_projection_up{target="status"} 0
                        cluster_projection_up{target="events"} 1
                        cluster_projection_lag_events{target="events"} 1001
                        cluster_read_only 1
                        cluster_agent_failures_total{what="views_disagree"} 1.0
                        cluster_agent_failures_total{what="send_errors"} 5.0
                        cluster_datagrams_refused_total{reason="bad_tag"} 3.0
                        """)
                .exports("b", "cluster_read_only 0\nraft_replication_lag_entries{peer=\"a\"} 120.0\n");
        assertThat(told(LogCheck.judge(given.seen())))
                .containsExactly(
                        "WARN b lacks 121 entries of the log",
                        "WARN a cannot write the projection 'status'",
                        "WARN the projection 'events' of a is 1001 events behind",
                        "WARN a is read-only",
                        "BAD a has met another content of the same epoch (1 times)",
                        "NOTE a has refused 3 datagrams that were not authenticated by the secret of this cluster");
    }

    @Test
    void aMemberHereHasToBeWatchableAndOneInAnotherNetworkNeedNot() {
        var given =
                Given.cluster().exports("a", "up 1\n").isNotReached("b", true).isNotReached("c", false);
        assertThat(ScrapeCheck.judge(given.seen(), NOBODY))
                .extracting(Finding::level)
                .containsExactly(Level.WARN, Level.NOTE, Level.OK);
        assertThat(ScrapeCheck.judge(given.seen(), Set.of("b", "c")))
                .extracting(Finding::level)
                .containsExactly(Level.OK);
    }
}
