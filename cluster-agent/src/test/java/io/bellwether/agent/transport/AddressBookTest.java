package io.bellwether.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressBookTest {

    private static final long SECOND = 1_000_000_000L;

    private final Counters counters = new Counters();
    private final List<String> asked = new ArrayList<>();
    private final AddressBook book =
            new AddressBook((incarnation, address) -> asked.add(incarnation + "=" + address), counters);
    private long epoch;

    private void follow(Member... members) {
        epoch++;
        book.follow(View.of(epoch, epoch, List.of(members)), 0);
    }

    private static Member member(long incarnation, String address) {
        return member(incarnation, address, MemberStatus.HEALTHY);
    }

    private static Member member(long incarnation, String address, MemberStatus status) {
        return new Member(
                new NodeId("n" + incarnation), incarnation, status, Cause.FIRST_JOIN, 1, 1, "", "", false, address);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetSocketAddress socket(String literal, int port) {
        return new InetSocketAddress(address(literal), port);
    }

    @Test
    void anAddressThatIsOneAlreadyIsKnownAtOnce() {
        follow(member(1, "127.0.0.1:7800"), member(2, "[::1]:7801"));
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.1", 7800));
        assertThat(book.of(2)).isEqualTo(socket("::1", 7801));
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsResolvedElsewhereAndOnceWhileItsMemberIsWell() {
        follow(member(1, "somewhere:7800"));
        follow(member(1, "somewhere:7800"), member(2, "127.0.0.1:1"));
        assertThat(asked).containsExactly("1=somewhere:7800");
        assertThat(book.of(1)).isNull();

        book.resolved(1, new HostPort("somewhere", 7800), InetAddress.getLoopbackAddress());
        assertThat(book.of(1)).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7800));
        book.tick(60 * SECOND);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aNameThatIsUnknownIsCountedAndTriedAgainAfterAWhile() {
        follow(member(1, "nowhere:7800"));
        book.resolved(1, new HostPort("nowhere", 7800), null);
        assertThat(counters.get(AgentCount.ADDRESSES_UNRESOLVED)).isEqualTo(1);
        book.tick(4 * SECOND);
        assertThat(asked).hasSize(1);
        book.tick(5 * SECOND);
        assertThat(asked).hasSize(2);
        assertThat(book.unresolvedCount()).isEqualTo(1);
    }

    @Test
    void whatIsNoAddressIsCounted() {
        follow(member(1, "nonsense"));
        assertThat(book.of(1)).isNull();
        assertThat(counters.get(AgentCount.ADDRESSES_UNRESOLVED)).isEqualTo(1);
    }

    @Test
    void whoHasGoneIsRememberedToBeToldSoButNotForEver() {
        follow(member(1, "127.0.0.1:1"));
        follow();
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.1", 1));
        for (int i = 2; i <= AddressBook.GONE_MAX + 1; i++) {
            follow(member(i, "127.0.0.1:" + i));
        }
        follow();
        assertThat(book.of(1)).isNull();
        assertThat(book.of(2)).isNotNull();
    }

    @Test
    void whoTellsAnotherAddressIsReachedThereInTheSameEpoch() {
        follow(member(1, "127.0.0.1:7800"));
        book.follow(View.of(epoch, 7, List.of(member(1, "127.0.0.1:7801"))), 0);
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.1", 7801));
    }

    @Test
    void theFormerAddressIsUsedUntilTheNewNameIsKnownAndWhatCameOfTheFormerNameIsNotTaken() {
        follow(member(1, "127.0.0.1:7800"));
        follow(member(1, "somewhere:7800"));
        follow(member(1, "elsewhere:7800"));
        assertThat(asked).containsExactly("1=somewhere:7800", "1=elsewhere:7800");
        book.resolved(1, new HostPort("somewhere", 7800), address("127.0.0.2"));
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.1", 7800));
        book.resolved(1, new HostPort("elsewhere", 7800), address("127.0.0.3"));
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.3", 7800));
    }

    @Test
    void theNameOfOneWhoIsLostIsLookedUpAgainUntilItIsFound() {
        follow(member(1, "somewhere:7800"));
        book.resolved(1, new HostPort("somewhere", 7800), address("127.0.0.2"));
        follow(member(1, "somewhere:7800", MemberStatus.UNREACHABLE));
        assertThat(asked).hasSize(1);
        book.tick(5 * SECOND);
        book.tick(9 * SECOND);
        assertThat(asked).hasSize(2);
        book.resolved(1, new HostPort("somewhere", 7800), null);
        assertThat(book.of(1)).as("a name that is gone with its network").isEqualTo(socket("127.0.0.2", 7800));
        assertThat(counters.get(AgentCount.ADDRESSES_UNRESOLVED)).isZero();
        book.tick(10 * SECOND);
        assertThat(asked).hasSize(3);
        book.resolved(1, new HostPort("somewhere", 7800), address("127.0.0.3"));
        assertThat(book.of(1)).isEqualTo(socket("127.0.0.3", 7800));

        follow(member(1, "somewhere:7800"));
        book.tick(60 * SECOND);
        assertThat(asked).hasSize(3);
    }
}
