/** Tests of the messages. */
@NullMarked
package io.bellwether.protocol.message;

import org.jspecify.annotations.NullMarked;
