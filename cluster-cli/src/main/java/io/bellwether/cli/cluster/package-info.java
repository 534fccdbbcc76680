/** How the command asks a running cluster. */
@NullMarked
package io.bellwether.cli.cluster;

import org.jspecify.annotations.NullMarked;
