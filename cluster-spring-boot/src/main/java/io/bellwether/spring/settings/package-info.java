/** What can be set, and how it becomes the configuration of an agent. */
@NullMarked
package io.bellwether.spring.settings;

import org.jspecify.annotations.NullMarked;
