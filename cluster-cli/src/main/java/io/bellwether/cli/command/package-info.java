/**
 * What a person can type: one class for each verb.
 */
@NullMarked
package io.bellwether.cli.command;

import org.jspecify.annotations.NullMarked;
