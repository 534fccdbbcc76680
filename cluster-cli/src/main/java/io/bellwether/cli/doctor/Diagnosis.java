package io.bellwether.cli.doctor;

import java.util.Comparator;
import java.util.List;

/** All findings, the worst first. */
public record Diagnosis(List<Finding> findings) {

    public Diagnosis {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::level).reversed().thenComparing(Finding::topic))
                .toList();
    }

    /** Whether nothing was found that hurts. */
    public boolean isWell() {
        return count(Level.WARN) + count(Level.BAD) == 0;
    }

    public long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
