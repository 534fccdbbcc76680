/** The console in a real browser: its modules, its page with many members, and before a system that is broken on purpose. */
@NullMarked
package io.bellwether.it.console;

import org.jspecify.annotations.NullMarked;
