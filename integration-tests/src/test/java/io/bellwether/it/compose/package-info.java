/** The system as docker-compose.yml runs it. */
@NullMarked
package io.bellwether.it.compose;

import org.jspecify.annotations.NullMarked;
