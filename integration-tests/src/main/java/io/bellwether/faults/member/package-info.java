/** The small application that is broken: a member of the cluster and nothing else. */
@NullMarked
package io.bellwether.faults.member;

import org.jspecify.annotations.NullMarked;
