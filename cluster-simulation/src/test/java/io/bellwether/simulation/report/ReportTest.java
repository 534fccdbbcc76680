package io.bellwether.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class ReportTest {

    private static final Result RESULT = new Result(
            "crash",
            7,
            List.of(
                    Row.of("swim", "median", "s", 12.45),
                    Row.ours("median", "s", 3.62, Goal.atMost(4)),
                    Row.ours("accused", "", 2, Goal.exactly(0)),
                    Row.of(Row.US, "p99 of \"nothing\"", "s", Double.NaN)));

    @Test
    void jsonHasTheAgreedShapeWithGoalsOnlyWhereTheyStand() {
        assertThat(Json.of(RESULT)).isEqualTo("""
                {"name": "crash", "seed": 7, "rows": [
                  {"subject": "swim", "metric": "median", "unit": "s", "value": 12.45},
                  {"subject": "bellwether", "metric": "median", "unit": "s", "value": 3.62, "goal": "<= 4", "pass": true},
                  {"subject": "bellwether", "metric": "accused", "unit": "", "value": 2, "goal": "= 0", "pass": false},
                  {"subject": "bellwether", "metric": "p99 of \\"nothing\\"", "unit": "s", "value": null}
                ], "pass": false}""");
    }

    @Test
    void jsonEscapesWhatWouldEndAText() {
        assertThat(Json.quoted("a\"b\\c\nd\te\u0001f")).isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001f\"");
        assertThat(Json.quoted("naïve \ud83d")).isEqualTo("\"naïve \\ud83d\"");
    }

    @Test
    void theTableStandsPeersAndOursSideBySide() {
        assertThat(Table.of(RESULT).lines())
                .containsExactly(
                        "crash, seed 7",
                        "",
                        "metric            unit   swim  bellwether  goal",
                        "median            s     12.45        3.62  <= 4  ok",
                        "accused                                 2  = 0   SHORT",
                        "p99 of \"nothing\"  s                     -",
                        "",
                        "goals: 1 of 2 NOT reached");
    }

    @Test
    void anEmptySampleReachesNoGoal() {
        assertThat(Row.ours("median", "s", new Sample().percentile(0.5), Goal.atMost(4))
                        .pass())
                .isFalse();
    }

    @Test
    void aGoalOnThePeersRowAndTwoNumbersForOneThingAreRefused() {
        assertThatThrownBy(() -> new Row("swim", "median", "s", 1, Goal.atMost(2)))
                .hasMessageContaining("only rows of");
        var row = Row.of("swim", "median", "s", 1);
        assertThatThrownBy(() -> new Result("crash", 1, List.of(row, row)))
                .hasMessageContaining("two rows for 'median'");
    }

    @Test
    void numbersAreWrittenForPeople() {
        assertThat(List.of(0.0, 12.0, 3.14159, 0.000012345, 1234.56, 123456789.0, -0.5))
                .extracting(Numbers::plain)
                .containsExactly("0", "12", "3.142", "0.00001234", "1235", "123456789", "-0.5");
    }

    @Test
    void aPercentileIsTheLeastValueThatCoversItsShare() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            int size = random.nextInt(1, 300);
            var values = random.longs(size, 0, 50).toArray();
            var sample = new Sample();
            Arrays.stream(values).forEach(sample::add);
            int percent = random.nextInt(1, 101);
            double found = sample.percentile(percent / 100.0);
            long covered = Arrays.stream(values).filter(value -> value <= found).count();
            long below = Arrays.stream(values).filter(value -> value < found).count();
            assertThat(covered * 100).as("seed %d", seed).isGreaterThanOrEqualTo((long) percent * size);
            assertThat(below * 100).as("seed %d", seed).isLessThan((long) percent * size);
        }
    }

    @Test
    void theMedianOfOneToTenIsFiveAndTheLastIsTheGreatest() {
        var sample = new Sample();
        for (int value = 10; value >= 1; value--) {
            sample.add(value);
        }
        assertThat(sample.percentile(0.5)).isEqualTo(5);
        assertThat(sample.percentile(1)).isEqualTo(10);
        assertThat(sample.percentile(0)).isEqualTo(1);
        assertThat(sample.mean()).isEqualTo(5.5);
    }

    @Test
    void aShareThatIsNotExactInBinaryDoesNotReachTheNextRank() {
        var sample = new Sample();
        for (int value = 1; value <= 100; value++) {
            sample.add(value);
        }
        assertThat(sample.percentile(0.07)).isEqualTo(7);
    }

    @Test
    void progressIsOneLineForEachTenthWhereNobodyWatches() {
        var bytes = new ByteArrayOutputStream();
        var progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, "sim crash", 200);
        for (int step = 0; step < 200; step++) {
            progress.step();
        }
        progress.end();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(10)
                .startsWith("sim crash: 10 %, 20 of 200")
                .endsWith("sim crash: 100 %, 200 of 200");
    }

    @Test
    void aChartIsXmlWithALineAndALegendForEachSeries() throws Exception {
        var svg = new Chart("Detection & <more>", "threshold", "seconds")
                .line("ours", List.of(new Chart.Point(6, 3.1), new Chart.Point(8, 3.5)))
                .steps("peer", List.of(new Chart.Point(6, 5), new Chart.Point(8, Double.NaN), new Chart.Point(10, 7)))
                .svg();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Detection & <more>");
        assertThat(svg)
                .contains("ours</text>", "peer</text>", "prefers-color-scheme: dark")
                .doesNotContain("NaN");
    }
}
