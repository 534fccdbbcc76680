/** Which beans there are, and when. */
@NullMarked
package io.bellwether.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
