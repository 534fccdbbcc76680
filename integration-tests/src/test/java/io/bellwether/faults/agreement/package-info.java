/** The scenarios of the agreed log, each once or twice; the named commands repeat them. */
@NullMarked
package io.bellwether.faults.agreement;

import org.jspecify.annotations.NullMarked;
