/**
 * One Postgres server from the binaries that Maven Central carries.
 */
@NullMarked
package io.bellwether.devservices.postgres;

import org.jspecify.annotations.NullMarked;
