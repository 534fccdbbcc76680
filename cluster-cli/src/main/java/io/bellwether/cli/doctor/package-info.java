/**
 * Judges what was seen: each check a class of its own, told what was seen and asking nobody.
 */
@NullMarked
package io.bellwether.cli.doctor;

import org.jspecify.annotations.NullMarked;
