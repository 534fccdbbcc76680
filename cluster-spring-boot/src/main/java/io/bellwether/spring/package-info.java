/**
 * Makes a Spring Boot application a member of the cluster: life cycle, health, discovery, metrics.
 */
@NullMarked
package io.bellwether.spring;

import org.jspecify.annotations.NullMarked;
