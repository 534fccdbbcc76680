/**
 * One Redis server from the binaries that Maven Central carries.
 */
@NullMarked
package io.bellwether.devservices.redis;

import org.jspecify.annotations.NullMarked;
