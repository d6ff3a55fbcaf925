package dev.dpm.cli.call;

import java.util.Locale;

/** Checks whether a text is one JSON object (RFC 8259). No JSON library is used, since loading one would take time. */
public final class JsonObjectLine {

    /** The deepest nesting of objects and arrays that is recognized. A text with deeper nesting counts as plain text. */
    private static final int DEEPEST = 100;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final int HEX_DIGITS = 4;

    private final String text;
    private int at;

    private JsonObjectLine(String text) {
        this.text = text;
    }

    public static boolean isOne(String text) {
        JsonObjectLine line = new JsonObjectLine(text);
        return line.next() == '{' && line.isValue(0) && line.next() == 0;
    }

    /** The next character that is no white space, without consuming it; 0: the end of the text. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean takes(char one) {
        boolean isThere = next() == one;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private boolean isValue(int depth) {
        return depth <= DEEPEST && switch (next()) {
            case '{' -> isList('}', true, depth);
            case '[' -> isList(']', false, depth);
            case '"' -> isText();
            case 't' -> isWord("true");
            case 'f' -> isWord("false");
            case 'n' -> isWord("null");
            default -> isNumber();
        };
    }

    /**
     * Reads the members of an object or the values of an array.
     *
     * @return false: the JSON is malformed
     */
    private boolean isList(char end, boolean isNamed, int depth) {
        at++;
        if (takes(end)) {
            return true;
        }
        do {
            boolean isSound = (!isNamed || next() == '"' && isText() && takes(':')) && isValue(depth + 1);
            if (!isSound) {
                return false;
            }
        } while (takes(','));
        return takes(end);
    }

    private boolean isText() {
        at++;
        while (at < text.length()) {
            char one = text.charAt(at++);
            if (one == '"') {
                return true;
            }
            if (one < ' ' || one == '\\' && !isEscape()) {
                return false;
            }
        }
        return false;
    }

    private boolean isEscape() {
        char one = at < text.length() ? text.charAt(at++) : 0;
        if (one != 'u') {
            return one != 0 && ESCAPES.indexOf(one) >= 0;
        }
        String digits = text.substring(at, Math.min(text.length(), at + HEX_DIGITS)).toLowerCase(Locale.ROOT);
        at += digits.length();
        return digits.matches("[0-9a-f]{4}");
    }

    private boolean isWord(String word) {
        boolean isThere = text.startsWith(word, at);
        at += word.length();
        return isThere;
    }

    private boolean isNumber() {
        int begin = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(begin, at).matches("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
    }
}
