package dev.dpm.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Converts the bytes of arguments, environment variables and paths to text and back without loss. In the text, a byte
 * that is not UTF-8 is a lone surrogate U+DC80 to U+DCFF (as in Python's PEP 383).
 */
public final class NativeText {

    private static final char FIRST = '\uDC80';
    private static final char LAST = '\uDCFF';
    private static final int OFFSET = 0xDC00;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Whether this JVM converts file names and command lines to UTF-8. */
    private static final boolean JAVA_SPEAKS_UTF_8 = Charset.defaultCharset().equals(StandardCharsets.UTF_8)
            && System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8");

    private NativeText() {
    }

    /** Decodes bytes to text. Any bytes are accepted. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        // each byte results in at most one char
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (decoder.decode(in, out, true).isMalformed()) {
            out.put((char) (OFFSET | in.get() & 0xFF));
            decoder.reset();
        }
        return out.flip().toString();
    }

    /**
     * The text in which characters that control a terminal or the reading order are replaced by a visible form such as
     * {@code ⟨U+202E⟩}.
     */
    public static String visible(String text) {
        if (text.codePoints().noneMatch(NativeText::isSteering)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> {
            if (isSteering(point)) {
                shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isSteering(int point) {
        if (point == '\n' || point == '\t' || point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER - 1) {
            return false;
        }
        int kind = Character.getType(point);
        return kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
    }

    /**
     * Encodes a text to the bytes from which {@link #decode} makes it. A lone surrogate that {@link #decode} never makes
     * becomes a question mark.
     */
    public static byte[] encode(String text) {
        if (!hasLoneBytes(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(point -> {
            if (isLoneByte(point)) {
                bytes.write(point);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The text in a form for people: a byte that is not UTF-8 is shown as, for example, {@code \xE9}. */
    public static String shown(String text) {
        if (!hasLoneBytes(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isLoneByte(point)) {
                shown.append("\\x").append(HEX.toHexDigits((byte) point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Whether a text was decoded from bytes that are not all UTF-8. */
    public static boolean hasLoneBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST && c <= LAST && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@link #encode} loses nothing of the text: each surrogate is part of a pair, or stands for a byte. */
    public static boolean isEncodable(String text) {
        return text.codePoints().noneMatch(point -> point >= Character.MIN_SURROGATE
                && point <= Character.MAX_SURROGATE && !isLoneByte(point));
    }

    /** Whether this JVM passes the text to the kernel as the bytes from which it was decoded. */
    static boolean isJavas(String text) {
        return isAscii(text) || JAVA_SPEAKS_UTF_8 && !hasLoneBytes(text);
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoneByte(int point) {
        return point >= FIRST && point <= LAST;
    }
}
