/** When the agent starts and leaves, and what it says of the service. */
@NullMarked
package io.bellwether.spring.lifecycle;

import org.jspecify.annotations.NullMarked;
