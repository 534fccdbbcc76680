/** Applications as they are run on this machine. */
@NullMarked
package io.bellwether.devservices.app;

import org.jspecify.annotations.NullMarked;
