/** What a run has shown: rows of numbers with their goals, as a table, as JSON and as a chart. */
@NullMarked
package io.bellwether.simulation.report;

import org.jspecify.annotations.NullMarked;
