/**
 * What a person sees: live progress, tables, colours where the terminal has them.
 */
@NullMarked
package io.bellwether.cli.terminal;

import org.jspecify.annotations.NullMarked;
