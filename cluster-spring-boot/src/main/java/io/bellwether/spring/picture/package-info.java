/** The cluster in words and plain numbers, for those who show it: a console, a report. */
@NullMarked
package io.bellwether.spring.picture;

import org.jspecify.annotations.NullMarked;
