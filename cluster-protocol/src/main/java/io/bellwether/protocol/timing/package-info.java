/** How fast everything goes: the timing profiles and what they refuse. */
@NullMarked
package io.bellwether.protocol.timing;

import org.jspecify.annotations.NullMarked;
