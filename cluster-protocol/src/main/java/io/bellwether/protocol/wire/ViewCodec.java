package io.bellwether.protocol.wire;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message.Deltas;
import io.bellwether.protocol.message.Message.DeltasWanted;
import java.util.List;

/**
 * The bodies that carry changes of the view.
 *
 * <pre>
 * deltas
 *   hops         number
 *   ageMillis    number
 *   deltas       count, then for each a section
 *     version      number
 *     epoch        number
 *     changes      count, then for each a section
 *       change       1 byte: 1 joined, 2 moved, 3 gone, 4 readdressed
 *       joined:      id text, incarnation number, status 1 byte, cause 1 byte, sinceVersion number,
 *                    sinceMillis number, flags 1 byte (bit 0 coordinator), zone text, failureDomain text, address text
 *       moved:       incarnation number, status 1 byte, cause 1 byte, sinceMillis number
 *       gone:        incarnation number, status 1 byte, cause 1 byte
 *       readdressed: incarnation number, address text
 * deltas wanted
 *   version      number
 * </pre>
 *
 * A text is its length and its bytes. A change, status or cause that is not known refuses the whole message: all nodes
 * that hold one epoch hold the same members, so nothing here may be guessed.
 */
final class ViewCodec {

    private static final int JOINED = 1;
    private static final int MOVED = 2;
    private static final int GONE = 3;
    private static final int READDRESSED = 4;

    private static final int DELTA_BYTES_MIN = 4;
    private static final int CHANGE_BYTES_MIN = 4;

    private ViewCodec() {}

    static void write(Deltas message, Writer writer) {
        writer.number(message.hops());
        writer.number(message.ageMillis());
        writer.number(message.deltas().size());
        for (ViewDelta delta : message.deltas()) {
            int section = writer.open();
            write(delta, writer);
            writer.close(section);
        }
    }

    static Deltas readDeltas(Reader reader) {
        int hops = reader.smallNumber();
        int ageMillis = reader.smallNumber();
        ViewDelta[] deltas = new ViewDelta[reader.count(Datagram.ITEMS_MAX, DELTA_BYTES_MIN)];
        for (int i = 0; i < deltas.length; i++) {
            int outer = reader.enter();
            deltas[i] = readDelta(reader);
            reader.leave(outer);
        }
        return new Deltas(List.of(deltas), hops, ageMillis);
    }

    static void write(DeltasWanted wanted, Writer writer) {
        writer.number(wanted.version());
    }

    static DeltasWanted readWanted(Reader reader) {
        return new DeltasWanted(reader.number());
    }

    private static void write(ViewDelta delta, Writer writer) {
        writer.number(delta.version());
        writer.number(delta.epoch());
        writer.number(delta.changes().size());
        for (MemberChange change : delta.changes()) {
            int section = writer.open();
            write(change, writer);
            writer.close(section);
        }
    }

    private static ViewDelta readDelta(Reader reader) {
        long version = reader.number();
        long epoch = reader.number();
        MemberChange[] changes = new MemberChange[reader.count(Datagram.ITEMS_MAX, CHANGE_BYTES_MIN)];
        for (int i = 0; i < changes.length; i++) {
            int outer = reader.enter();
            changes[i] = readChange(reader);
            reader.leave(outer);
        }
        return new ViewDelta(version, epoch, List.of(changes));
    }

    private static void write(MemberChange change, Writer writer) {
        switch (change) {
            case MemberChange.Joined(Member member) -> {
                writer.octet(JOINED);
                write(member, writer);
            }
            case MemberChange.Moved(long incarnation, var status, var cause, long sinceMillis) -> {
                writer.octet(MOVED);
                writer.number(incarnation);
                writer.octet(Codes.of(status));
                writer.octet(Codes.of(cause));
                writer.number(sinceMillis);
            }
            case MemberChange.Gone(long incarnation, var status, var cause) -> {
                writer.octet(GONE);
                writer.number(incarnation);
                writer.octet(Codes.of(status));
                writer.octet(Codes.of(cause));
            }
            case MemberChange.Readdressed(long incarnation, String address) -> {
                writer.octet(READDRESSED);
                writer.number(incarnation);
                writer.text(address);
            }
        }
    }

    private static MemberChange readChange(Reader reader) {
        return switch (reader.octet()) {
            case JOINED -> new MemberChange.Joined(readMember(reader));
            case MOVED ->
                new MemberChange.Moved(
                        reader.number(), Codes.status(reader.octet()), Codes.cause(reader.octet()), reader.number());
            case GONE ->
                new MemberChange.Gone(reader.number(), Codes.status(reader.octet()), Codes.cause(reader.octet()));
            case READDRESSED -> new MemberChange.Readdressed(reader.number(), reader.text(Member.TEXT_MAX));
            default -> throw MalformedException.unknownCode();
        };
    }

    private static void write(Member member, Writer writer) {
        writer.text(member.id().name());
        writer.number(member.incarnation());
        writer.octet(Codes.of(member.status()));
        writer.octet(Codes.of(member.cause()));
        writer.number(member.sinceVersion());
        writer.number(member.sinceMillis());
        writer.octet(member.coordinator() ? 1 : 0);
        writer.text(member.zone());
        writer.text(member.failureDomain());
        writer.text(member.address());
    }

    private static Member readMember(Reader reader) {
        var id = new NodeId(reader.text(NodeId.CHARACTERS_MAX));
        long incarnation = reader.number();
        var status = Codes.status(reader.octet());
        var cause = Codes.cause(reader.octet());
        long sinceVersion = reader.number();
        long sinceMillis = reader.number();
        boolean coordinator = reader.flag();
        String zone = reader.text(Member.TEXT_MAX);
        String failureDomain = reader.text(Member.TEXT_MAX);
        String address = reader.text(Member.TEXT_MAX);
        return new Member(
                id, incarnation, status, cause, sinceVersion, sinceMillis, zone, failureDomain, coordinator, address);
    }
}
