package dev.dpm.cli.written;

/**
 * A pattern for names of targets, as in shells (glob(7)): {@code *}, {@code ?}, {@code [1-5]}, {@code [ab]} and {@code [!ab]}.
 */
final class NamePattern {

    private NamePattern() {
    }

    /** Whether a word is a pattern: contains {@code *}, {@code ?} or {@code [}, which no name may contain. */
    static boolean isOne(String word) {
        return word.chars().anyMatch(letter -> "*?[".indexOf(letter) >= 0);
    }

    /** Whether a name matches a pattern. The time grows at most with the product of both lengths. */
    static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                behindStar = i;
            } else if (at < pattern.length() && isOneOf(pattern, at, name.charAt(i))) {
                at = behind(pattern, at);
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** The index after the character or set of characters that begins at this index. */
    private static int behind(String pattern, int at) {
        return isSet(pattern, at) ? end(pattern, at) + 1 : at + 1;
    }

    /**
     * Whether a set of characters such as {@code [ab]} begins at this index. A bracket that is never closed is an ordinary
     * character.
     */
    private static boolean isSet(String pattern, int at) {
        return pattern.charAt(at) == '[' && end(pattern, at) > 0;
    }

    /**
     * The index of the bracket that closes a set of characters. As the first member of the set, a closing bracket is an
     * ordinary character.
     */
    private static int end(String pattern, int at) {
        return pattern.indexOf(']', first(pattern, at) + 1);
    }

    private static int first(String pattern, int at) {
        return at + (isNegated(pattern, at) ? 2 : 1);
    }

    private static boolean isNegated(String pattern, int at) {
        return pattern.startsWith("!", at + 1) || pattern.startsWith("^", at + 1);
    }

    private static boolean isOneOf(String pattern, int at, char letter) {
        if (!isSet(pattern, at)) {
            return pattern.charAt(at) == '?' || pattern.charAt(at) == letter;
        }
        int end = end(pattern, at);
        boolean isMember = false;
        for (int i = first(pattern, at); i < end; i++) {
            boolean isRange = i + 2 < end && pattern.charAt(i + 1) == '-';
            char last = pattern.charAt(isRange ? i + 2 : i);
            isMember |= pattern.charAt(i) <= letter && letter <= last;
            i += isRange ? 2 : 0;
        }
        return isMember != isNegated(pattern, at);
    }
}
