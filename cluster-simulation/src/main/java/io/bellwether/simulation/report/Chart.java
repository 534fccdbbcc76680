package io.bellwether.simulation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws lines over numbers as SVG, fit for light and dark pages. */
public final class Chart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int BOTTOM = 48;
    private static final int TICKS = 6;
    /** Told apart by most eyes with a weakness for colours, too; more lines begin again with dashes. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

    /** One point of a line. */
    public record Point(double x, double y) {}

    private record Series(String name, List<Point> points, boolean steps) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Series> series = new ArrayList<>();

    /** An empty chart; both axes begin at zero or at the least value below it. */
    public Chart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** Adds a line from point to point. */
    public Chart line(String name, List<Point> points) {
        series.add(new Series(name, List.copyOf(points), false));
        return this;
    }

    /** Adds a line that holds each value until the next point. */
    public Chart steps(String name, List<Point> points) {
        series.add(new Series(name, List.copyOf(points), true));
        return this;
    }

    /** The whole drawing. */
    public String svg() {
        var x = Axis.over(points(Point::x), TICKS);
        var y = Axis.over(points(Point::y), TICKS);
        var svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="12">
                <title>%s</title>
                <style>svg { color: #222; } @media (prefers-color-scheme: dark) { svg { color: #ddd; } } \
                text { fill: currentColor; } .grid { stroke: currentColor; stroke-opacity: 0.15; } \
                .axis { stroke: currentColor; } .line { fill: none; stroke-width: 2; }</style>
                <text x="%d" y="18" font-size="14" font-weight="bold">%s</text>
                """.formatted(WIDTH, HEIGHT, escaped(title), LEFT, escaped(title)));
        axes(svg, x, y);
        for (int index = 0; index < series.size(); index++) {
            line(svg, index, x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private double[] points(ToDoubleFunction<Point> part) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(part)
                .filter(Double::isFinite)
                .toArray();
    }

    private void axes(StringBuilder svg, Axis x, Axis y) {
        for (double tick : x.ticks()) {
            double at = x(x, tick);
            svg.append(String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                            at,
                            TOP,
                            at,
                            bottom()))
                    .append(String.format(
                            Locale.ROOT,
                            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                            at,
                            bottom() + 16,
                            Numbers.plain(tick)));
        }
        for (double tick : y.ticks()) {
            double at = y(y, tick);
            svg.append(String.format(
                            Locale.ROOT,
                            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                            LEFT,
                            at,
                            right(),
                            at))
                    .append(String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                            LEFT - 6,
                            at + 4,
                            Numbers.plain(tick)));
        }
        svg.append(String.format(
                        Locale.ROOT,
                        "<path class=\"axis\" fill=\"none\" d=\"M%d %d V%d H%d\"/>\n",
                        LEFT,
                        TOP,
                        bottom(),
                        right()))
                .append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                        right(),
                        HEIGHT - 10,
                        escaped(xLabel)))
                .append(String.format(
                        Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", LEFT, TOP - 8, escaped(yLabel)));
    }

    private void line(StringBuilder svg, int index, Axis x, Axis y) {
        var one = series.get(index);
        var stroke = "stroke=\"%s\"%s"
                .formatted(
                        COLOURS.get(index % COLOURS.size()), index < COLOURS.size() ? "" : " stroke-dasharray=\"6 3\"");
        var path = new StringBuilder();
        for (var point : one.points()) {
            if (!Double.isFinite(point.x()) || !Double.isFinite(point.y())) {
                continue;
            }
            if (path.isEmpty()) {
                path.append(String.format(Locale.ROOT, "M%.1f %.1f", x(x, point.x()), y(y, point.y())));
            } else if (one.steps()) {
                path.append(String.format(Locale.ROOT, "H%.1fV%.1f", x(x, point.x()), y(y, point.y())));
            } else {
                path.append(String.format(Locale.ROOT, "L%.1f %.1f", x(x, point.x()), y(y, point.y())));
            }
        }
        int legend = TOP + 12 + index * 18;
        svg.append("<path class=\"line\" %s d=\"%s\"/>\n".formatted(stroke, path))
                .append(String.format(
                        Locale.ROOT, "<path class=\"line\" %s d=\"M%d %dh20\"/>", stroke, right() - 150, legend))
                .append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\">%s</text>\n",
                        right() - 124,
                        legend + 4,
                        escaped(one.name())));
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.place(value) * (right() - LEFT);
    }

    private static double y(Axis axis, double value) {
        return bottom() - axis.place(value) * (bottom() - TOP);
    }

    private static int right() {
        return WIDTH - RIGHT;
    }

    private static int bottom() {
        return HEIGHT - BOTTOM;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
