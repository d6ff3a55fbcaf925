package dev.dpm.listener;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

/** Collects the bytes of a request's head up to the empty line, within {@link PortLimits}. */
final class HeadBuffer {

    private static final int FIRST_ROOM = 256;
    /** The length in bytes of the longest first line of a request that Vert.x accepts by default. */
    private static final int LONGEST_LINE = 4096;
    /** The largest number of line-end characters before a request: four empty lines. */
    private static final int MOST_BLANK = 8;

    private final int mostBytes;
    private final int mostFields;
    private byte[] bytes = new byte[0];
    private int size;
    private int lineStart;
    private int lines;
    private int blank;

    HeadBuffer(PortLimits limits) {
        this.mostBytes = limits.headBytes();
        this.mostFields = limits.headFields();
    }

    int held() {
        return bytes.length;
    }

    boolean hasBegun() {
        return size > 0;
    }

    /**
     * Reads bytes up to the end of the head.
     * @return whether the end was reached
     */
    boolean takeFrom(ByteBuf in) throws Refused {
        while (in.isReadable()) {
            byte sign = in.readByte();
            if (size == 0 && (sign == '\r' || sign == '\n')) {
                skipBlank(); // RFC 9112, section 2.2: empty lines before a request are skipped
                continue;
            }
            add(sign);
            if (sign == '\n' && endsHead()) {
                return true;
            }
        }
        return false;
    }

    private void skipBlank() throws Refused {
        blank++;
        if (blank > MOST_BLANK) {
            throw Refused.malformed("Many empty lines came in place of a request.");
        }
    }

    private void add(byte sign) throws Refused {
        if (size == 0 && (sign < 'A' || sign > 'Z')) {
            throw Refused.malformed("What came does not begin like a request of HTTP/1.1.");
        }
        boolean isLongLine = lines == 0 && size >= LONGEST_LINE && sign != '\r' && sign != '\n';
        if (size == mostBytes || isLongLine) {
            throw lines == 0
                    ? new Refused(414, "over-long head", "The request's address is too long.")
                    : new Refused(431, "over-long head",
                            "The request's header has more than " + mostBytes + " bytes.");
        }
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(mostBytes, Math.max(FIRST_ROOM, size * 2)));
        }
        bytes[size++] = sign;
    }

    private boolean endsHead() throws Refused {
        int length = size - 1 - lineStart;
        boolean isEmpty = length == 0 || length == 1 && bytes[lineStart] == '\r';
        lineStart = size;
        lines++;
        if (!isEmpty && lines > mostFields + 1) {
            throw new Refused(431, "over-long head", "The request has more than " + mostFields + " header fields.");
        }
        return isEmpty;
    }

    byte[] finish() {
        byte[] head = Arrays.copyOf(bytes, size);
        clear();
        return head;
    }

    void clear() {
        bytes = new byte[0];
        size = 0;
        lineStart = 0;
        lines = 0;
        blank = 0;
    }
}
