/** Who is in the cluster: names, members, and the views that every node holds of them. */
@NullMarked
package io.bellwether.protocol.membership;

import org.jspecify.annotations.NullMarked;
