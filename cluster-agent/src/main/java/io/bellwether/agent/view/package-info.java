/** What the application sees of the cluster. */
@NullMarked
package io.bellwether.agent.view;

import org.jspecify.annotations.NullMarked;
