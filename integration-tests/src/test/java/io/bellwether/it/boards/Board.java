package io.bellwether.it.boards;

import java.util.List;

/**
 * A dashboard.
 *
 * @param uid What links and bookmarks hold on to: it never changes. The file is called like it, without the prefix.
 * @param question What it answers.
 * @param whenWrong What it shows then, where nobody leads, a coordinator is dead or a process is not scraped.
 * @param aboutOneMember Whether a member is chosen above it.
 */
record Board(
        String uid, String title, String question, String whenWrong, boolean aboutOneMember, List<Section> sections) {

    static final String PREFIX = "bellwether-";

    /** Panels under one heading; without one where they are the first. */
    record Section(String heading, List<Panel> panels) {

        Section {
            panels = List.copyOf(panels);
        }
    }

    Board {
        sections = List.copyOf(sections);
    }

    static Section section(String heading, Panel... panels) {
        return new Section(heading, List.of(panels));
    }

    String file() {
        return uid.substring(PREFIX.length()) + ".json";
    }

    List<Panel> panels() {
        return sections.stream().flatMap(section -> section.panels().stream()).toList();
    }
}
