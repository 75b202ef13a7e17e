/** Real peers that tests run against: programs no one here wrote, started and stopped by a test. */
@NullMarked
package io.streetward.testkit;

import org.jspecify.annotations.NullMarked;
