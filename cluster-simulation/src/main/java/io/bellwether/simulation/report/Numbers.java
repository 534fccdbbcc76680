package io.bellwether.simulation.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers are written for people: no exponent, no more digits than say something. */
final class Numbers {

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** At most four digits after the first that counts; whole numbers in full, "-" for what is not a number. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        var rounded = new BigDecimal(value).round(Math.abs(value) < 1000 ? DIGITS : wholePart(value));
        var text = rounded.stripTrailingZeros().toPlainString();
        return text;
    }

    private static MathContext wholePart(double value) {
        return new MathContext(1 + (int) Math.floor(Math.log10(Math.abs(value))), RoundingMode.HALF_EVEN);
    }
}
