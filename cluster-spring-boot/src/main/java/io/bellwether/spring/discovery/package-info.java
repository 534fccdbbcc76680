/** The members of the cluster as service instances. */
@NullMarked
package io.bellwether.spring.discovery;

import org.jspecify.annotations.NullMarked;
