/** What is done to the log that coordinators agree on: kills, damage, stops, and long quiet times. */
@NullMarked
package io.bellwether.faults.agreement;

import org.jspecify.annotations.NullMarked;
