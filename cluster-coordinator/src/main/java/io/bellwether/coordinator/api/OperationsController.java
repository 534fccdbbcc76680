package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Operated;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator does to one member: {@code /api/v1/members/{id}/drain} and its like. All of it goes through the log. */
@RestController
@RequestMapping("/api/v1/members/{id}")
final class OperationsController {

    private final Host host;
    private final Agreement agreement;

    OperationsController(Host host, Agreement agreement) {
        this.host = host;
        this.agreement = agreement;
    }

    /**
     * What came of it.
     *
     * @param effect MOVED: it is in another state. NOTED: kept with the name, whose state stays. NOTHING: it was so before.
     * @param ttlMillis After how many milliseconds of cluster time it ends by itself, null if it does not.
     * @param member The member as it is now, null if the name is that of no member.
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Operation(
            String operation,
            String nodeId,
            String effect,
            String reason,
            @Nullable Long ttlMillis,
            @Nullable MemberView member) {}

    @PostMapping("/drain")
    ResponseEntity<Operation> drain(@PathVariable String id, HttpServletRequest request) throws IOException {
        OrderForm form = OrderForm.ending(request);
        return carryOut("drain", id, request, form, name -> new Command.Drain(name, form.reason(), form.timeToLive()));
    }

    @PostMapping("/undrain")
    ResponseEntity<Operation> undrain(@PathVariable String id, HttpServletRequest request) {
        return carryOut("undrain", id, request, null, Command.Undrain::new);
    }

    @PutMapping("/maintenance")
    ResponseEntity<Operation> maintain(@PathVariable String id, HttpServletRequest request) throws IOException {
        OrderForm form = OrderForm.ending(request);
        return carryOut(
                "maintenance", id, request, form, name -> new Command.Maintain(name, form.reason(), form.timeToLive()));
    }

    @DeleteMapping("/maintenance")
    ResponseEntity<Operation> endMaintenance(@PathVariable String id, HttpServletRequest request) {
        return carryOut("end-maintenance", id, request, null, Command.EndMaintenance::new);
    }

    @PostMapping("/readmit")
    ResponseEntity<Operation> readmit(@PathVariable String id, HttpServletRequest request) throws IOException {
        OrderForm form = OrderForm.atOnce(request);
        return carryOut("readmit", id, request, form, name -> new Command.Readmit(name, form.reason()));
    }

    @PostMapping("/forget")
    ResponseEntity<Operation> forget(@PathVariable String id, HttpServletRequest request) throws IOException {
        OrderForm form = OrderForm.atOnce(request);
        return carryOut("forget", id, request, form, name -> new Command.Forget(name, form.reason()));
    }

    private ResponseEntity<Operation> carryOut(
            String operation,
            String id,
            HttpServletRequest request,
            @Nullable OrderForm form,
            Function<NodeId, Command> command) {
        String commandId = CommandId.of(request);
        if (!NodeId.isValid(id)) {
            throw unknown(id, "No name of a node looks like the one that was asked for");
        }
        var name = new NodeId(id);
        Command asked = command.apply(name);
        var answer = (Operated) agreement.write(commandId, new Payload.Membership(asked));
        switch (answer.result()) {
            case REFUSED -> throw refusal(id, answer);
            case ID_REUSED -> throw CommandId.reused(answer.detail());
            case MOVED, NOTED, NOTHING -> {}
        }
        boolean ends = asked instanceof Command.Drain || asked instanceof Command.Maintain;
        return ResponseEntity.ok()
                .header(CommandId.HEADER, commandId)
                .body(new Operation(
                        operation,
                        id,
                        answer.result().name(),
                        form == null ? "" : form.reason(),
                        ends && form != null ? (Long) form.timeToLive().toMillis() : null,
                        member(name)));
    }

    private @Nullable MemberView member(NodeId name) {
        Member member = host.replicated().view().member(name);
        return member == null ? null : MemberView.of(member, host.observations());
    }

    private static RefusalException refusal(String id, Operated answer) {
        RefusalCode code = Objects.requireNonNull(answer.refusal());
        return switch (code) {
            case UNKNOWN -> unknown(id, answer.detail());
            case INVALID -> OrderForm.invalid(answer.detail());
            case NOT_ALLOWED,
                    CHANGED,
                    FLAPPING,
                    OPERATOR_NEEDED,
                    SAID_GOODBYE,
                    NOT_LOST,
                    IN_MAINTENANCE,
                    PROTECTED,
                    FULL ->
                new RefusalException(
                                HttpStatus.CONFLICT,
                                "operation-not-allowed",
                                answer.detail(),
                                "GET /api/v1/members/%s says in what state it is; docs/protocol-transitions.md lists what can happen there"
                                        .formatted(id))
                        .with("nodeId", id);
        };
    }

    private static RefusalException unknown(String id, String detail) {
        return ProblemBodies.unknown(
                "member-unknown",
                detail,
                "GET /api/v1/members lists the members, GET /api/v1/events also those that were",
                Map.of("nodeId", ProblemBodies.shown(id)));
    }
}
