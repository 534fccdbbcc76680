package io.bellwether.it.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of docs/metrics.md, and what a process really shows of our own. */
public final class MetricsReference {

    private static final Pattern ROW = Pattern.compile("^\\| (`.*?`) \\| (counter|gauge|histogram) \\| ([^|]+) \\|.*");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)(\\{[a-z,]+})?`");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ((?:cluster|raft|logs|gateway|health_samples)_[a-z_]+) [a-z]+");
    /** The highest value of late, which the library shows beside each histogram. */
    private static final String HIGHEST = "_max";

    private final Path page;

    public MetricsReference(Path repository) {
        this.page = repository.resolve("docs/metrics.md");
    }

    /** What this service shows as the page has it; a service is named there without its first word. */
    public Set<String> of(String service) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && isBy(row.group(3).strip(), service)) {
                NAME.matcher(row.group(1)).results().forEach(each -> names.add(each.group(1)));
            }
        }
        return names;
    }

    private static boolean isBy(String by, String service) {
        return by.equals("every member") || service.endsWith("-" + by);
    }

    /** The names of our own that are in what a process shows. */
    public static Set<String> shown(String exposition) {
        Set<String> names = exposition
                .lines()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeIf(
                name -> name.endsWith(HIGHEST) && names.contains(name.substring(0, name.length() - HIGHEST.length())));
        return names;
    }
}
