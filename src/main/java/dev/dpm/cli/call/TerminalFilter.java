package dev.dpm.cli.call;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes those sequences in a target's output visible that would control the terminal (titles, cursor, queries), as {@code cat
 * -v} does. Colours (ECMA-48, 8.3.117 SGR) pass unchanged. Invalid UTF-8 is shown as {@code \\x9b}.
 */
public final class TerminalFilter extends FilterOutputStream {

    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;
    /**
     * The difference between the code of a letter and that of its control character. Control character 1 is shown as {@code
     * ^A}.
     */
    private static final int CARET = 0x40;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int LONGEST_COLOUR = 64;
    private static final String RESET = "\u001b[0m";

    /** The first bytes of a control sequence or character whose end has not been written yet. */
    private final byte[] begun = new byte[LONGEST_COLOUR];
    private int length;
    private boolean isColoured;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    /**
     * Creates a filter in front of a terminal.
     * @param terminal stays open when this filter is closed
     */
    public TerminalFilter(OutputStream terminal) {
        super(terminal);
    }

    static String plain(String text) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream(text.length() + 16);
        try (TerminalFilter filter = new TerminalFilter(shown)) {
            filter.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory refuses nothing", e);
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int plain = from;
        for (int at = from; at < from + count; at++) {
            if (length == 0 && isPlain(bytes[at])) {
                continue;
            }
            shown.write(bytes, plain, Math.max(0, at - plain));
            plain = at + 1;
            take(bytes[at]);
        }
        shown.write(bytes, plain, Math.max(0, from + count - plain));
        pour();
    }

    @Override
    public void write(int b) throws IOException {
        take((byte) b);
        pour();
    }

    private void take(byte b) {
        begun[length++] = b;
        while (length > 0 && settle()) {
            continue;
        }
    }

    /** Writes the filtered bytes in one call, so that no line of another writer appears between them. */
    private void pour() throws IOException {
        if (shown.size() > 0) {
            shown.writeTo(out);
            shown.reset();
        }
    }

    /** Shows an incomplete control sequence at the end of the output, and resets the colours. */
    void finish() throws IOException {
        while (length > 0) {
            if (!settle()) {
                name(begun[0]);
            }
        }
        if (isColoured) {
            shown.writeBytes(RESET.getBytes(StandardCharsets.US_ASCII));
            isColoured = false;
        }
        pour();
        out.flush();
    }

    /** Writes the rest of the output. The terminal stays open. */
    @Override
    public void close() throws IOException {
        finish();
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != DELETE || b == '\n' || b == '\t';
    }

    /**
     * Writes the bytes in {@link #begun}, unchanged or in visible form.
     * @return false: further bytes are needed first
     */
    private boolean settle() {
        byte first = begun[0];
        if (isPlain(first)) {
            return pass(1);
        }
        if (first == ESCAPE) {
            return order();
        }
        if (first == '\r') {
            return length > 1 && (begun[1] == '\n' ? pass(2) : name(first));
        }
        return first >= 0 ? name(first) : character();
    }

    private boolean order() {
        int last = begun[length - 1];
        boolean isOpen = length == 1 || length == 2 && last == '['
                || length > 2 && length < LONGEST_COLOUR && (last >= '0' && last <= ';');
        if (isOpen) {
            return false;
        }
        if (length > 2 && last == 'm' && !hides()) {
            isColoured = true;
            return pass(length);
        }
        return name(begun[0]);
    }

    /** Whether a colour sequence hides text. Code 8 does, unless it is part of a colour's number after code 38, 48 or 58. */
    private boolean hides() {
        String[] codes = new String(begun, 2, length - 3, StandardCharsets.US_ASCII).split(";", -1);
        for (int i = 0; i < codes.length; i++) {
            String code = codes[i].replaceFirst("^0+(?=.)", "");
            if (code.equals("8") || code.startsWith("8:")) {
                return true;
            }
            if (code.equals("38") || code.equals("48") || code.equals("58")) {
                i += i + 1 < codes.length && codes[i + 1].equals("2") ? 4 : 2;
            }
        }
        return false;
    }

    private boolean character() {
        int size = size(begun[0]);
        for (int i = 1; i < Math.min(size, length); i++) {
            if ((begun[i] & 0xc0) != 0x80) {
                return name(begun[0]);
            }
        }
        if (size == 0) {
            return name(begun[0]);
        }
        if (length < size) {
            return false;
        }
        String text = new String(begun, 0, size, StandardCharsets.UTF_8);
        int point = text.codePointAt(0);
        if (text.length() != Character.charCount(point) || point == 0xfffd && begun[0] != (byte) 0xef) {
            return name(begun[0]);
        }
        if (!isSteering(point)) {
            return pass(size);
        }
        show(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
        return drop(size);
    }

    /**
     * The number of bytes of the UTF-8 character (RFC 3629) whose first byte this is; 0: no character begins with this byte.
     */
    private static int size(byte first) {
        int lead = first & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static boolean isSteering(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER - 1) {
            return false;
        }
        int kind = Character.getType(point);
        return kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
    }

    private boolean name(byte control) {
        show(control >= 0
                ? "^" + (char) (control ^ CARET)
                : String.format(Locale.ROOT, "\\x%02x", control & 0xff));
        return drop(1);
    }

    private void show(String name) {
        shown.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private boolean pass(int count) {
        shown.write(begun, 0, count);
        return drop(count);
    }

    private boolean drop(int count) {
        length -= count;
        System.arraycopy(begun, count, begun, 0, length);
        return true;
    }
}
