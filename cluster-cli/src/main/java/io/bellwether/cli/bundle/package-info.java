/**
 * Everything about a system in one file that may be handed on: bounded parts, and no secret among them.
 */
@NullMarked
package io.bellwether.cli.bundle;

import org.jspecify.annotations.NullMarked;
