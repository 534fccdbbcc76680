package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that Grafana reads are those that {@link Boards} describes; {@code -Drewrite} renews them. */
class BoardsTest {

    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path FOLDER = ROOT.resolve("grafana/dashboards");
    private static final Path PAGE = ROOT.resolve("docs/dashboards.md");
    private static final String MARK = "<!-- Below: written by BoardsTest. -->\n";
    private static final String RENEW =
            "renew it with ./mvnw -pl integration-tests -am test -Dtest=BoardsTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Drewrite";

    @Test
    void everyDashboardIsAsItIsDescribed() throws IOException {
        for (Board board : Boards.all()) {
            var file = FOLDER.resolve(board.file());
            rewrite(file, BoardJson.of(board));
            assertThat(file).as(RENEW).content().isEqualTo(BoardJson.of(board));
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing else lies there")
                    .containsExactlyInAnyOrderElementsOf(
                            Boards.all().stream().map(Board::file).toList());
        }
    }

    @Test
    void thePageTellsEveryBoardAndWhereItIsEmpty() throws IOException {
        var page = Files.readString(PAGE);
        int mark = page.indexOf(MARK);
        assertThat(mark).as("the mark in %s", PAGE).isNotNegative();
        var expected = page.substring(0, mark + MARK.length()) + reference();
        rewrite(PAGE, expected);

        assertThat(PAGE).as(RENEW).content().isEqualTo(expected);
    }

    private static void rewrite(Path file, String text) throws IOException {
        if (System.getProperty("rewrite") != null) {
            Files.writeString(file, text);
        }
    }

    private static String reference() {
        var text = new StringBuilder();
        for (Board board : Boards.all()) {
            text.append("\n## %s\n\n`/d/%s`, `grafana/dashboards/%s`. %s\n\nWhen something is wrong: %s\n\n"
                    .formatted(
                            board.title(),
                            board.uid(),
                            board.file(),
                            board.question(),
                            board.whenWrong().strip().replaceAll("\\s+", " ")));
            text.append("| panel | shows | may be empty |\n| --- | --- | --- |\n");
            for (Panel panel : board.panels()) {
                text.append("| %s (%s) | %s | %s |\n"
                        .formatted(panel.title, panel.type.id(), panel.description, orDash(panel.emptyWhen)));
            }
        }
        return text.toString();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    @Test
    void everyBoardSaysWhatItShowsWhenSomethingIsWrong() {
        List<Board> boards = Boards.all();
        assertThat(boards).extracting(Board::uid).doesNotHaveDuplicates().allMatch(uid -> uid.startsWith(Board.PREFIX));
        assertThat(boards).allSatisfy(board -> {
            assertThat(board.question()).as(board.title()).endsWith("?");
            assertThat(board.whenWrong()).as(board.title()).containsIgnoringCase("leader");
        });
    }
}
