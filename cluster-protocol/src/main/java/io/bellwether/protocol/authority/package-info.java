/** What the coordinators decide: reports in, commands out. Every rule has a file of its name. */
@NullMarked
package io.bellwether.protocol.authority;

import org.jspecify.annotations.NullMarked;
