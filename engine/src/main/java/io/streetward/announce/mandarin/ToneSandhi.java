package io.streetward.announce.mandarin;

import java.util.List;

/**
 * The tones that change with what follows: of 不, of 一, and of the 儿 that only colours the syllable before it
 * (GB/T 16159; 现代汉语, tone sandhi). Third tones before third tones are left as they are: espeak-ng changes those itself.
 */
final class ToneSandhi {
    /** Before these, 一 counts or names rather than measures: 一月, 一号, 一楼. */
    private static final String ORDINAL_BEFORE = "月日号楼层〇零一二三四五六七八九十";

    /** After these, 一 is an ordinal or the end of a word: 第一, 十一, 周一, 统一, 唯一, 逐一. */
    private static final String KEEPS_AFTER = "第十初周期统唯专单万划归逐零〇";

    /** 儿 as a word of its own follows these (女儿, 幼儿) … */
    private static final String CHILD_AFTER = "女婴幼少孤胎男健宠小";

    /** … or comes before these (儿童, 儿子, 儿科). */
    private static final String CHILD_BEFORE = "童子科女媳歌孙";

    private ToneSandhi() {}

    /** Changes the tones of one breath, in place: what no pause divides. */
    static void apply(List<Syllable> breath) {
        for (int i = 0; i < breath.size(); i++) {
            Syllable changed = switch (breath.get(i).hanzi()) {
                case '不' -> no(breath, i);
                case '一' -> one(breath, i);
                case '儿' -> child(breath, i);
                default -> breath.get(i);
            };
            breath.set(i, changed);
        }
    }

    private static Syllable no(List<Syllable> breath, int at) {
        if (between(breath, at)) {
            return breath.get(at).withTone(5);
        }
        return breath.get(at).withTone(fallsAfter(breath, at) ? 2 : 4);
    }

    private static Syllable one(List<Syllable> breath, int at) {
        Syllable one = breath.get(at);
        if (between(breath, at)) {
            return one.withTone(5);
        }
        boolean last = at + 1 == breath.size();
        if (last || has(KEEPS_AFTER, hanzi(breath, at - 1)) || has(ORDINAL_BEFORE, hanzi(breath, at + 1))) {
            return one.withTone(1);
        }
        // 个 is a falling tone that has gone weak; 一 still hears it.
        boolean falls = fallsAfter(breath, at) || hanzi(breath, at + 1) == '个';
        boolean letter = breath.get(at + 1).tone() == 0;
        return one.withTone(letter ? 1 : falls ? 2 : 4);
    }

    private static Syllable child(List<Syllable> breath, int at) {
        boolean word = at == 0 || has(CHILD_AFTER, hanzi(breath, at - 1)) || has(CHILD_BEFORE, hanzi(breath, at + 1));
        return breath.get(at).withTone(word ? 2 : 5);
    }

    /** Between a verb and its repetition (看一看, 好不好) it has no tone. */
    private static boolean between(List<Syllable> breath, int at) {
        char before = hanzi(breath, at - 1);
        return before != Syllable.FIXED && before == hanzi(breath, at + 1);
    }

    private static boolean fallsAfter(List<Syllable> breath, int at) {
        return at + 1 < breath.size() && breath.get(at + 1).tone() == 4;
    }

    private static char hanzi(List<Syllable> breath, int at) {
        return at >= 0 && at < breath.size() ? breath.get(at).hanzi() : Syllable.FIXED;
    }

    private static boolean has(String characters, char one) {
        return characters.indexOf(one) >= 0;
    }
}
