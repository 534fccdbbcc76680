/** The secret of the cluster, and what is derived from it. */
@NullMarked
package io.bellwether.agent.secret;

import org.jspecify.annotations.NullMarked;
