package io.streetward.announce.mandarin;

/**
 * One syllable as a voice is given it.
 *
 * @param hanzi the character it was written as; {@link #FIXED} where its reading is given and no rule may change it
 * @param pinyin with its tone's number, 5 for none, such as {@code yin2}; or a capital letter, read by its name
 */
record Syllable(char hanzi, String pinyin) {
    static final char FIXED = 0;

    /** 1 to 4, 5 for a syllable without tone, 0 for a letter. */
    int tone() {
        int last = pinyin.charAt(pinyin.length() - 1) - '0';
        return last >= 1 && last <= 5 ? last : 0;
    }

    Syllable withTone(int tone) {
        return new Syllable(hanzi, pinyin.substring(0, pinyin.length() - 1) + tone);
    }
}
