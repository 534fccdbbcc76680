package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.raft.LogConsumer.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.retry.RetryPolicies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatisLogTest {

    @TempDir
    static Path folder;

    private static Peers peers;

    @BeforeAll
    static void start() {
        peers = Peers.three(folder);
    }

    @AfterAll
    static void stop() {
        peers.close();
    }

    @Test
    void whatIsWrittenIsEverywhereInOneOrder() throws Exception {
        Peer leader = peers.leader();
        List<CompletableFuture<Long>> writes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            writes.add(leader.write("w" + i));
        }
        long before = -1;
        for (var write : writes) {
            assertThat(write.get(10, TimeUnit.SECONDS)).isGreaterThan(before);
            before = write.join();
        }

        peers.agreeOn(Peers.words(0, 500));
        assertThat(leader.words()).doesNotHaveDuplicates();
        assertThat(leader.log.openProposals()).isLessThanOrEqualTo(1);
    }

    @Test
    void aRoleIsToldWithTermLeaderAndVotersAndOneLeaderPerTerm() {
        Peer leader = peers.leader();
        peers.write("one");
        await("all know the leader").atMost(Peers.PATIENCE).untilAsserted(() -> {
            for (Peer peer : peers.all()) {
                Role role = peer.role();
                assertThat(role.leader()).isEqualTo(leader.id());
                assertThat(role.term()).isEqualTo(leader.role().term());
                assertThat(role.leading()).isEqualTo(peer == leader);
                assertThat(role.voters())
                        .containsExactlyElementsOf(
                                peers.voters.stream().map(Voter::id).toList());
                assertThat(peer.log.status().isCaughtUp()).isTrue();
                assertThat(peer.log.status().isLive()).isTrue();
            }
        });
    }

    @Test
    void aProposalAtAFollowerFailsBeforeItIsProposed() {
        Peer follower = peers.followers().getFirst();

        assertThatThrownBy(() -> follower.write("no").get(5, TimeUnit.SECONDS)).hasMessageContaining("NOT_PROPOSED");
        assertThatThrownBy(() -> follower.log.propose(0, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        peers.write("yes");
        peers.agreeOn(List.of("yes"));
        assertThat(follower.words()).doesNotContain("no");
    }

    @Test
    void aSlowConsumerHoldsUpNeitherHeartbeatsNorOthers() {
        Peer leader = peers.leader();
        Peer slow = peers.followers().getFirst();
        long term = leader.role().term();
        var done = new CompletableFuture<Void>();
        slow.stall(done);

        peers.write(1000, 1050);
        await("three upper bounds without an election")
                .pollDelay(Duration.ofMillis(1800))
                .atMost(Peers.PATIENCE)
                .until(() -> true);
        assertThat(slow.log.status().term()).isEqualTo(term);
        assertThat(slow.log.status().isCaughtUp()).isFalse();
        done.complete(null);

        peers.agreeOn(Peers.words(1000, 1050));
        assertThat(peers.leader().role().term()).isEqualTo(term);
    }

    @Test
    void thePortServesVotersOnly() throws Exception {
        Peer leader = peers.leader();
        var server = RaftPeer.newBuilder()
                .setId(leader.id().name())
                .setAddress(leader.voter.address())
                .build();
        RaftGroupId group = leader.log.server().getGroupIds().iterator().next();
        try (RaftClient client = RaftClient.newBuilder()
                .setRaftGroup(RaftGroup.valueOf(group, server))
                .setRetryPolicy(RetryPolicies.noRetry())
                .setProperties(new RaftProperties())
                .build()) {
            assertThatThrownBy(() -> client.io().send(Message.valueOf("from outside")))
                    .hasStackTraceContaining("PERMISSION_DENIED: this port serves voters only");
            assertThatThrownBy(() -> client.admin().setConfiguration(List.of(server)))
                    .hasStackTraceContaining("PERMISSION_DENIED: this port serves voters only");
        }
        peers.write("inside");
        peers.agreeOn(List.of("inside"));
        assertThat(leader.words()).doesNotContain("from outside");
    }

    @Test
    void leadershipGoesWhereItIsSent() throws Exception {
        Peer heir = peers.followers().getFirst();
        peers.write("before");

        peers.leader().log.transferLeadership(heir.id()).get(10, TimeUnit.SECONDS);

        await("the heir leads").atMost(Peers.PATIENCE).until(() -> peers.leader() == heir);
        peers.write("after");
        peers.agreeOn(List.of("before", "after"));
    }
}
