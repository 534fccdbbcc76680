/** Each scenario once, in the fast profile, and the figures behind them. */
@NullMarked
package io.bellwether.faults.scenarios;

import org.jspecify.annotations.NullMarked;
