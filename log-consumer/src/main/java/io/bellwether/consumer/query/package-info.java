/**
 * Questions about stored records: read from parameters, answered in pages.
 */
@NullMarked
package io.bellwether.consumer.query;

import org.jspecify.annotations.NullMarked;
