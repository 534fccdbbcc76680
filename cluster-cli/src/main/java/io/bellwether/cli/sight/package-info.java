/**
 * What is seen of a machine and of a cluster when somebody looks at them: each look bounded in time, none of them judges.
 */
@NullMarked
package io.bellwether.cli.sight;

import org.jspecify.annotations.NullMarked;
