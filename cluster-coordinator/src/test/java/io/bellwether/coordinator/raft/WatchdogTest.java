package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.FollowerInfoProto;
import org.apache.ratis.proto.RaftProtos.LeaderInfoProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final long ELECTION_MAX = TimingProfile.FAST.electionMax().toMillis();
    private static final long BOUND = ELECTION_MAX - 100;
    private static final List<List<String>> THREE = List.of(List.of("a", "b", "c"), List.of());

    private final Watchdog watchdog = new Watchdog(TimingProfile.FAST);
    private long nowMillis;
    private long commit;

    @Test
    void oneSilentFollowerOfTwoIsNoReasonAndTwoAre() {
        assertThat(look(THREE, BOUND, 0, BOUND)).isNull();
        assertThat(look(THREE, BOUND, BOUND - 1, BOUND)).isNull();
        assertThat(look(THREE, BOUND, BOUND, BOUND))
                .isEqualTo("no majority has answered for 500 ms: {a=0, b=500, c=500}");
    }

    @Test
    void aNewLeaderIsNotJudgedBeforeItsFollowersCouldAnswer() {
        assertThat(look(THREE, BOUND - 1, 2 * BOUND, 2 * BOUND)).isNull();
        assertThat(look(THREE, BOUND, 2 * BOUND, 2 * BOUND)).isNotNull();
    }

    @Test
    void whoStoodStillItselfLetsTheOthersAnswerFirst() {
        assertThat(look(THREE, BOUND, 0, 0)).isNull();
        nowMillis += 10 * BOUND;
        commit++;

        assertThat(look(THREE, 11 * BOUND, 10 * BOUND, 10 * BOUND)).isNull();
        nowMillis += BOUND / 8;
        assertThat(look(THREE, 11 * BOUND, 10 * BOUND, 10 * BOUND)).isNull();
        nowMillis += BOUND / 8 + 1;
        assertThat(look(THREE, 11 * BOUND, 10 * BOUND, 10 * BOUND)).contains("no majority");
    }

    @Test
    void whoLooksAsOftenAsItShouldIsExcusedNothing() {
        for (int i = 0; i < 12; i++) {
            assertThat(look(THREE, 2 * BOUND, 0, 0)).isNull();
            nowMillis += watchdog.periodMillis();
        }
        assertThat(look(THREE, 2 * BOUND, BOUND, BOUND)).contains("no majority");
    }

    @Test
    void whileVotersChangeAMajorityOfBothListsIsNeeded() {
        var changing = List.of(List.of("a", "b", "d"), List.of("a", "b", "c"));

        assertThat(look(changing, BOUND, 0, 0)).isNull();
        assertThat(look(List.of(List.of("a", "b", "c"), List.of("d", "e", "c")), BOUND, 0, 0))
                .contains("no majority");
    }

    @Test
    void aLeaderAloneNeedsNobody() {
        assertThat(look(List.of(List.of("a"), List.of()), 10 * BOUND, BOUND, BOUND))
                .isNull();
    }

    @Test
    void aLeaderThatCommitsNothingForFourBoundsStepsDown() {
        assertThat(look(THREE, BOUND, 0, 0)).isNull();
        nowMillis += 4 * ELECTION_MAX - 1;
        assertThat(look(THREE, 5 * BOUND, 0, 0)).isNull();
        nowMillis += 1;
        assertThat(look(THREE, 5 * BOUND, 0, 0)).isEqualTo("nothing was committed for 2400 ms");
        commit++;
        assertThat(look(THREE, 5 * BOUND, 0, 0)).isNull();
    }

    @Test
    void whoDoesNotLeadIsLeftAlone() {
        var follower = RoleInfoProto.newBuilder()
                .setFollowerInfo(FollowerInfoProto.getDefaultInstance())
                .build();

        assertThat(watchdog.look(follower, 0, THREE, 0)).isNull();
    }

    @Test
    void aLeaderIsNotBackedOnceNoMajorityHasAnsweredForThreeQuartersOfTheBound() {
        long early = BOUND * 3 / 4;
        assertThat(watchdog.isBacked(leader(BOUND, early - 1, early), THREE)).isTrue();
        assertThat(watchdog.isBacked(leader(BOUND, early, early), THREE)).isFalse();
        assertThat(watchdog.isBacked(leader(early - 1, BOUND, BOUND), THREE)).isTrue();
    }

    @Test
    void aFollowerIsNotBackedOnceItsLeaderIsSilentForTheShortestElectionTimeout() {
        long shortest = TimingProfile.FAST.electionMin().toMillis();
        assertThat(watchdog.isBacked(follower(shortest - 1), THREE)).isTrue();
        assertThat(watchdog.isBacked(follower(shortest), THREE)).isFalse();
        assertThat(watchdog.isBacked(RoleInfoProto.getDefaultInstance(), THREE)).isFalse();
    }

    private static RoleInfoProto follower(long leaderSilent) {
        return RoleInfoProto.newBuilder()
                .setFollowerInfo(FollowerInfoProto.newBuilder().setLeaderInfo(silent("a", leaderSilent)))
                .build();
    }

    private @Nullable String look(List<List<String>> electorates, long age, long silentB, long silentC) {
        return watchdog.look(leader(age, silentB, silentC), commit, electorates, nowMillis * 1_000_000);
    }

    private static RoleInfoProto leader(long age, long silentB, long silentC) {
        return RoleInfoProto.newBuilder()
                .setSelf(peer("a"))
                .setRoleElapsedTimeMs(age)
                .setLeaderInfo(LeaderInfoProto.newBuilder()
                        .setTerm(1)
                        .addFollowerInfo(silent("b", silentB))
                        .addFollowerInfo(silent("c", silentC)))
                .build();
    }

    private static ServerRpcProto silent(String name, long millis) {
        return ServerRpcProto.newBuilder()
                .setId(peer(name))
                .setLastRpcElapsedTimeMs(millis)
                .build();
    }

    private static RaftPeerProto peer(String name) {
        return RaftPeerProto.newBuilder().setId(ByteString.copyFromUtf8(name)).build();
    }
}
