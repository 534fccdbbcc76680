/**
 * The front door: sends each request to an instance that can serve it.
 */
@NullMarked
package io.bellwether.gateway;

import org.jspecify.annotations.NullMarked;
