/**
 * The folder that a local system lives in: what may be written there, its secrets, its ports.
 */
@NullMarked
package io.bellwether.devservices.home;

import org.jspecify.annotations.NullMarked;
