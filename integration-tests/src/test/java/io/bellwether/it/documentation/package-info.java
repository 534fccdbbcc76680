/**
 * Holds the documentation to what the code says.
 */
@NullMarked
package io.bellwether.it.documentation;

import org.jspecify.annotations.NullMarked;
