package io.bellwether.agent;

import io.bellwether.agent.transport.HostPort;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.timing.TimingRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What a configuration must keep to. Each problem names the setting, the rule, what came, and what to do. */
final class ConfigRules {

    private static final Duration LEAVE_TIMEOUT_MAX = Duration.ofMinutes(1);
    private static final int COORDINATORS_MAX = 9;

    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final int HOST_NAME_MAX = Member.TEXT_MAX - ":65535".length();

    private ConfigRules() {}

    static void judge(List<String> problems, String nodeId, String zone, String failureDomain) {
        if (!NodeId.isValid(nodeId)) {
            problems.add("cluster.node.id must be 1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-', got '%s'"
                    .formatted(NodeId.CHARACTERS_MAX, nodeId));
        }
        text(problems, "cluster.node.zone", zone);
        text(problems, "cluster.node.failure-domain", failureDomain);
    }

    private static void text(List<String> problems, String setting, String value) {
        boolean printable = value.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!printable || value.length() > Member.TEXT_MAX) {
            problems.add("%s must be at most %d printable characters of ASCII, got '%s'"
                    .formatted(setting, Member.TEXT_MAX, value));
        }
    }

    static void judge(List<String> problems, HostPort bind, String advertise, String alias) {
        boolean everywhere = bind.host().equals("0.0.0.0") || bind.host().equals("::");
        if (advertise.isEmpty() && alias.isEmpty() && everywhere) {
            problems.add(
                    "cluster.node.advertise must be set where the agent listens on all addresses (%s): others need one to reach it at; set it to this host's name or address, or cluster.node.alias to a name of it whose address may change"
                            .formatted(bind));
            return;
        }
        if (!alias.isEmpty()) {
            judgeAlias(problems, advertise, alias);
            return;
        }
        try {
            advertised(bind, advertise, bind.port());
        } catch (IllegalArgumentException e) {
            problems.add("cluster.node.advertise must be a host, or a host and a port, got '%s': %s"
                    .formatted(advertise, e.getMessage()));
        }
    }

    private static void judgeAlias(List<String> problems, String advertise, String alias) {
        if (!advertise.isEmpty()) {
            problems.add(
                    "cluster.node.advertise ('%s') and cluster.node.alias ('%s') are both set: the one says where others reach this process, the other has it found out; leave one of them out"
                            .formatted(advertise, alias));
        }
        if (!HOST_NAME.matcher(alias).matches() || alias.length() > HOST_NAME_MAX) {
            problems.add(
                    "cluster.node.alias must be a name of this host in the network of the cluster, of at most %d characters and without a port, got '%s'"
                            .formatted(HOST_NAME_MAX, alias));
        }
    }

    /** Where others reach an agent that listens here on this port. */
    static HostPort advertised(HostPort bind, String advertise, int port) {
        if (advertise.isEmpty()) {
            return fitting(new HostPort(bind.host(), port));
        }
        boolean withPort = advertise.indexOf(':') >= 0;
        return fitting(HostPort.parse(withPort ? advertise : advertise + ":" + port));
    }

    private static HostPort fitting(HostPort address) {
        // The port may still be open, and takes up to five digits then.
        int longest = address.host().length() + "[]:65535".length();
        if (longest > Member.TEXT_MAX) {
            throw new IllegalArgumentException("an address is at most %d characters long with its port, got %s"
                    .formatted(Member.TEXT_MAX, address));
        }
        return address;
    }

    static void judge(List<String> problems, List<URI> coordinators, TimingProfile profile) {
        if (coordinators.isEmpty() || coordinators.size() > COORDINATORS_MAX) {
            problems.add(
                    "cluster.coordinators must name 1 to %d base URLs, got %d; http://127.0.0.1:8081 is that of a local one"
                            .formatted(COORDINATORS_MAX, coordinators.size()));
        }
        for (URI base : coordinators) {
            boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            boolean plain = base.getQuery() == null && base.getFragment() == null && base.getUserInfo() == null;
            if (!http || base.getHost() == null || !plain) {
                problems.add("cluster.coordinators must be URLs like http://host:8081, got '%s'".formatted(base));
            }
        }
        // How many voters there are is the coordinators' business.
        TimingRules.judge(profile, 1, true).problems().forEach(problem -> problems.add(problem.toString()));
    }

    static void judge(List<String> problems, Duration leaveTimeout) {
        if (leaveTimeout.isNegative() || leaveTimeout.compareTo(LEAVE_TIMEOUT_MAX) > 0) {
            problems.add("cluster.agent.leave-timeout must be 0s to %ds, got %s"
                    .formatted(LEAVE_TIMEOUT_MAX.toSeconds(), leaveTimeout));
        }
    }
}
