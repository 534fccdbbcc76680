/**
 * Sends requests on: to the instance that routing chose, within a deadline, and once more to another where the first
 * failed and that can do no harm.
 */
@NullMarked
package io.bellwether.gateway.forward;

import org.jspecify.annotations.NullMarked;
