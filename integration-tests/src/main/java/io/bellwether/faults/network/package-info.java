/** Real networks that are really broken: what the cluster promises under cuts, loss and links that come and go. */
@NullMarked
package io.bellwether.faults.network;

import org.jspecify.annotations.NullMarked;
