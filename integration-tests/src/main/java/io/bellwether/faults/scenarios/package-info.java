/** What is broken, how, and which promise that is measured against. */
@NullMarked
package io.bellwether.faults.scenarios;

import org.jspecify.annotations.NullMarked;
