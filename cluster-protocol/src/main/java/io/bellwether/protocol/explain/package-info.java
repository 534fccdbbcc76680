/** What a coordinator can say about a member, for people: data only, nothing is decided by it. */
@NullMarked
package io.bellwether.protocol.explain;

import org.jspecify.annotations.NullMarked;
