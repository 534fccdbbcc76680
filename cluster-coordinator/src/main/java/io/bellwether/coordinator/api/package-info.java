/**
 * The REST side of a coordinator: the door for agents, and status, health and members for people and programs. It
 * decides nothing; every answer is made of one state, which its headers name.
 */
@NullMarked
package io.bellwether.coordinator.api;

import org.jspecify.annotations.NullMarked;
