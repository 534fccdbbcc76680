/** What nodes say to each other, and what they ask of coordinators. */
@NullMarked
package io.bellwether.protocol.message;

import org.jspecify.annotations.NullMarked;
