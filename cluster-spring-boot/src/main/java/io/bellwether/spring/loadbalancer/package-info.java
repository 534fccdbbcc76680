/** Keeps load balancers from balancing over yesterday's members. */
@NullMarked
package io.bellwether.spring.loadbalancer;

import org.jspecify.annotations.NullMarked;
