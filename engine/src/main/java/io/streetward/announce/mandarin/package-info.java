/** Chinese writing as tone pinyin: what a Mandarin voice can read. */
@NullMarked
package io.streetward.announce.mandarin;

import org.jspecify.annotations.NullMarked;
