/** What of the application counts for the health score, and the agent's own state as health. */
@NullMarked
package io.bellwether.spring.health;

import org.jspecify.annotations.NullMarked;
