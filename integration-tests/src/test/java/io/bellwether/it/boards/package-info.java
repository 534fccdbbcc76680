/** The dashboards of Grafana: what they are written from, and what they are held to. */
@NullMarked
package io.bellwether.it.boards;

import org.jspecify.annotations.NullMarked;
