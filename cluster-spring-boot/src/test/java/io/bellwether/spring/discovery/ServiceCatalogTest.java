package io.bellwether.spring.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterListener;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.NodeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;

final class ServiceCatalogTest {

    private final List<Object> events = new ArrayList<>();
    private final ServiceCatalog catalog = new ServiceCatalog(new NoView(), events::add, 0);

    private static MemberInfo orders(String name, MemberStatus status, int score) {
        Member member = new Member(
                new NodeId(name), name.hashCode(), status, Cause.FIRST_JOIN, 1, 1, "west", "rack-1", false, "h:1");
        Rumour.Profile profile = new Rumour.Profile(List.of(
                new Rumour.Profile.Entry("service", "orders"),
                new Rumour.Profile.Entry("url", "http://" + name + ":8080")));
        return new MemberInfo(member, new Rumour.Health(score, List.of(), 0), profile, null);
    }

    private void see(Stage stage, MemberInfo... members) {
        List<Member> committed = Arrays.stream(members).map(MemberInfo::member).toList();
        NodeStatus status = new NodeStatus(
                stage,
                "",
                1,
                View.of(1, 1, committed),
                Mode.READ_WRITE,
                ModeCause.STARTED,
                false,
                Freshness.UNKNOWN,
                false,
                100,
                List.of(),
                List.of());
        ClusterSnapshot now =
                new ClusterSnapshot(new NodeId("a"), AgentState.RUNNING, status, List.of(members), 1, null, "", "", 0);
        catalog.changed(now, now);
    }

    private List<String> ids() {
        return catalog.instances("orders").stream()
                .map(ServiceInstance::getInstanceId)
                .toList();
    }

    @Test
    void outsideWithoutAViewTheLastServicesStay() {
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100));
        see(Stage.OUTSIDE);
        assertThat(ids()).containsExactly("a");
        see(Stage.MEMBER);
        assertThat(ids()).isEmpty();
        assertThat(catalog.services()).isEmpty();
    }

    @Test
    void everyStateIsEitherServedOrBetterThanNobodyOrLeftAlone() {
        for (MemberStatus status : MemberStatus.values()) {
            boolean served = switch (status) {
                case HEALTHY, DEGRADED, RECOVERING -> true;
                case JOINING, UNREACHABLE, QUARANTINED, DRAINING, MAINTENANCE, LEAVING, LEFT, REMOVED -> false;
            };
            boolean inNeed = served
                    || status == MemberStatus.JOINING
                    || status == MemberStatus.UNREACHABLE
                    || status == MemberStatus.QUARANTINED;
            see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100), orders("b", status, 100));
            assertThat(ids().contains("b")).as("%s beside another", status).isEqualTo(served);
            see(Stage.MEMBER, orders("b", status, 100));
            assertThat(ids().contains("b")).as("%s alone", status).isEqualTo(inNeed);
        }
    }

    @Test
    void aScoreIsShownWithoutAnEventAndAStateWithOne() {
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100));
        assertThat(events).hasSize(1);
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 60));
        assertThat(events).hasSize(1);
        assertThat(catalog.instances("orders").getFirst().getMetadata())
                .containsEntry("score", "60")
                .containsEntry("zone", "west")
                .containsEntry("failure-domain", "rack-1");
        see(Stage.MEMBER, orders("a", MemberStatus.DEGRADED, 60));
        assertThat(events).hasSize(2);
        assertThat(catalog.instances("orders").getFirst().getMetadata()).containsEntry("state", "DEGRADED");
    }

    @Test
    void itIsCompleteOnceEverybodyHasSaidWhatItServes() {
        assertThat(catalog.isComplete()).isFalse();
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100), silent("b", MemberStatus.HEALTHY));
        assertThat(catalog.isComplete()).isFalse();
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100), silent("b", MemberStatus.UNREACHABLE));
        assertThat(catalog.isComplete()).as("who is lost need not have").isTrue();
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100), orders("b", MemberStatus.HEALTHY, 100));
        assertThat(catalog.isComplete()).isTrue();
    }

    @Test
    void everybodyIsThereForThoseWhoShowIt() {
        see(Stage.MEMBER, orders("a", MemberStatus.HEALTHY, 100), orders("b", MemberStatus.DRAINING, 100));
        assertThat(ids()).containsExactly("a");
        assertThat(catalog.everybody("Orders")).extracting(ClusterInstance::id).containsExactly("a", "b");
        assertThat(catalog.known()).containsExactly("orders");
    }

    private static MemberInfo silent(String name, MemberStatus status) {
        MemberInfo known = orders(name, status, 100);
        return new MemberInfo(known.member(), null, null, null);
    }

    private static final class NoView implements ClusterView {

        @Override
        public ClusterSnapshot now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration listen(ClusterListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
