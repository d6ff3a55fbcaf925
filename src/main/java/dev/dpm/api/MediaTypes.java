package dev.dpm.api;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Checks headers that contain media types (RFC 9110, sections 8.3 and 12.5.1). */
final class MediaTypes {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String PARAMETER = "\\s*;\\s*(?:" + TOKEN + "=(?:" + TOKEN + "|\"[^\"\\\\]*+\"))?";
    private static final Pattern TYPE = Pattern
            .compile("\\s*" + TOKEN + "/" + TOKEN + "(?:" + PARAMETER + ")*+\\s*");
    private static final Pattern WEIGHT = Pattern
            .compile("(?i);\\s*q=(?!(?:0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$))");
    private static final Pattern HALF_WILD = Pattern.compile("^\\s*\\*/[^*]|^[^;]*[^*/\\s]\\*|^[^;]*\\*[^/*;\\s]");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";\\s]*)");

    private MediaTypes() {
    }

    static boolean isType(String text) {
        return TYPE.matcher(text).matches() && CHARSET.matcher(text).results().map(charset -> charset.group(1))
                .allMatch(MediaTypes::isKnown);
    }

    private static boolean isKnown(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    static boolean areRanges(String text) {
        return Arrays.stream(text.split(",", -1))
                .allMatch(range -> isType(range) && !WEIGHT.matcher(range).find() && !HALF_WILD.matcher(range).find());
    }
}
