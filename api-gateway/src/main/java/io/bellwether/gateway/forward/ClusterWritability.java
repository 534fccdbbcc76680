package io.bellwether.gateway.forward;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.problem.ProblemException;
import java.util.Optional;

/** By what this gateway itself sees of the cluster. */
final class ClusterWritability implements Writability {

    private final ClusterView view;

    ClusterWritability(ClusterView view) {
        this.view = view;
    }

    @Override
    public Optional<ProblemException> refusal() {
        ClusterSnapshot now = view.now();
        if (!now.refusesWrites()) {
            return Optional.empty();
        }
        String evidence = now.leaseAge(System.nanoTime())
                .map(age -> "last seen %.1f s ago".formatted(age.toMillis() / 1000.0))
                .orElse("none was ever seen");
        return Optional.of(Refusals.readOnly(now.modeReason(), evidence));
    }

    @Override
    public Optional<String> leader() {
        return view.now().leaderName();
    }
}
