package io.streetward.announce.mandarin;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures as characters, the way people read them aloud: {@code 8:05} 八点零五分, {@code 2辆} 两辆, {@code 赣B12345}
 * 赣B幺二三四五.
 *
 * <p>One is read 幺 (yāo) in plates and telephone numbers, as police and exchanges do: over a horn yī and qī sound alike. 壹
 * stands for the 一 that keeps its first tone whatever follows (一月, 一号).
 */
final class MandarinNumbers {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String NUMBER_OF_A_THING = "月日号点楼层路区段栋单站";

    /** 二 before these is 两. */
    private static final String MEASURES = "个辆次位名家米台处天点小分公年周遍吨条种棵件块张箱车侧边旁";

    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
    private static final Pattern PLATE =
            Pattern.compile("([" + PROVINCES + "])([A-Z])[·. ]?([A-Z0-9]{4,6})(?![A-Z0-9])");
    private static final Pattern DATE = Pattern.compile("(?<!\\d)(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})(?!\\d)[日号]?");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(\\d{4})(?=年)");
    private static final Pattern CLOCK =
            Pattern.compile("(?<!\\d)([01]?\\d|2[0-4])[:：]([0-5]\\d)(?:[:：]([0-5]\\d))?(?!\\d)");
    private static final Pattern MINUTES = Pattern.compile("(?<=[点时])0(\\d)(?=分)");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*[%％]");
    private static final Pattern EMERGENCY = Pattern.compile("(?<![\\d.])(110|119|120|122)(?![\\d.米元号吨年个辆次分])");
    private static final Pattern GROUPED = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
    private static final Pattern SPAN = Pattern.compile("(?<=\\d[:：]\\d\\d|[点时分日号])\\s*[-–—~～]+\\s*(?=\\d)");
    private static final Pattern UNIT = Pattern.compile("(?<=\\d)\\s*(km|kg|m|t)(?![A-Za-z/])");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)(?:\\.(\\d+))?");

    private MandarinNumbers() {}

    /** The text with every figure as characters. */
    static String inCharacters(String text) {
        String read = replace(PLATE, text, m -> province(m.group(1)) + " " + m.group(2) + oneByOne(m.group(3)));
        read = GROUPED.matcher(read).replaceAll("");
        read = replace(DATE, read, m -> year(m.group(1)) + "年" + ordinal(m.group(2)) + "月" + ordinal(m.group(3)) + "日");
        read = SPAN.matcher(read).replaceAll("至");
        read = replace(UNIT, read, m -> unit(m.group(1)));
        read = replace(YEAR, read, m -> year(m.group(1)));
        read = replace(CLOCK, read, MandarinNumbers::clock);
        read = replace(MINUTES, read, m -> "零" + whole(m.group(1)));
        read = replace(PERCENT, read, m -> "百分之" + decimal(m.group(1)));
        read = replace(EMERGENCY, read, m -> oneByOne(m.group()));
        String figures = read;
        return replace(NUMBER, figures, m -> number(m, figures));
    }

    private static String number(MatchResult m, String text) {
        char next = m.end() < text.length() ? text.charAt(m.end()) : ' ';
        String digits = m.group(1);
        if (m.group(2) != null) {
            return decimal(m.group());
        }
        boolean measured = MEASURES.indexOf(next) >= 0 || "元千万亿".indexOf(next) >= 0;
        if (digits.length() > 12 || (!measured && (digits.length() > 4 || isPadded(digits)))) {
            return oneByOne(digits);
        }
        if (digits.equals("2") && MEASURES.indexOf(next) >= 0) {
            return "两";
        }
        return NUMBER_OF_A_THING.indexOf(next) >= 0 ? ordinal(digits) : whole(digits);
    }

    private static boolean isPadded(String digits) {
        return digits.length() > 1 && digits.charAt(0) == '0';
    }

    private static String clock(MatchResult m) {
        String hour = Integer.parseInt(m.group(1)) == 2 ? "两" : ordinal(m.group(1));
        String seconds = m.group(3);
        if (seconds == null && m.group(2).equals("00")) {
            return hour + "点";
        }
        return hour + "点" + minute(m.group(2)) + "分" + (seconds == null ? "" : minute(seconds) + "秒");
    }

    private static String unit(String symbol) {
        return switch (symbol) {
            case "km" -> "公里";
            case "kg" -> "公斤";
            case "t" -> "吨";
            default -> "米";
        };
    }

    private static String minute(String twoDigits) {
        return twoDigits.equals("00") || twoDigits.charAt(0) != '0'
                ? whole(twoDigits)
                : "零" + ordinal(twoDigits.substring(1));
    }

    private static String decimal(String number) {
        int point = number.indexOf('.');
        return point < 0 ? whole(number) : whole(number.substring(0, point)) + "点" + year(number.substring(point + 1));
    }

    /** Figures as they stand, one 幺. */
    private static String oneByOne(String code) {
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            read.append(c == '1' ? '幺' : c >= '0' && c <= '9' ? DIGITS.charAt(c - '0') : c);
        }
        return read.toString();
    }

    /** Figures as they stand, one yī. */
    private static String year(String digits) {
        return oneByOne(digits).replace('幺', '壹');
    }

    private static String ordinal(String digits) {
        return whole(digits).replace('一', '壹');
    }

    /** A number below 10^12 in words. */
    private static String whole(String digits) {
        long value = Long.parseLong(digits);
        if (value < 10_000) {
            String words = section((int) value);
            return words.startsWith("一十") ? words.substring(1) : words;
        }
        long unit = value >= 100_000_000 ? 100_000_000 : 10_000;
        long rest = value % unit;
        String gap = rest == 0 ? "" : (rest < unit / 10 ? "零" : "") + whole(Long.toString(rest));
        return whole(Long.toString(value / unit)) + (unit == 10_000 ? "万" : "亿") + gap;
    }

    private static String section(int value) {
        if (value < 10) {
            return DIGITS.substring(value, value + 1);
        }
        int unit = value >= 1000 ? 1000 : value >= 100 ? 100 : 10;
        String name = unit == 1000 ? "千" : unit == 100 ? "百" : "十";
        int rest = value % unit;
        String gap = rest == 0 ? "" : (rest < unit / 10 ? "零" : "") + section(rest);
        return DIGITS.charAt(value / unit) + name + gap;
    }

    /** Tibet's 藏 by itself would be read cáng; 葬 sounds as it should here, and only a voice ever sees it. */
    private static char province(String province) {
        return province.equals("藏") ? '葬' : province.charAt(0);
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> reading) {
        return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(reading.apply(m)));
    }
}
