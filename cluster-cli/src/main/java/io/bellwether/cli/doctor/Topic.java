package io.bellwether.cli.doctor;

import java.util.Locale;

/** What findings are about, in the order in which they are shown. */
public enum Topic {
    CLUSTER,
    MEMBERS,
    LINKS,
    VOTERS,
    SETTINGS,
    VERSIONS,
    CLOCKS,
    PAUSES,
    DISK,
    MACHINE,
    PORTS,
    SECRETS,
    LEFTOVERS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
