/** Says what is wrong with a configuration in one clear message. */
@NullMarked
package io.bellwether.spring.diagnosis;

import org.jspecify.annotations.NullMarked;
