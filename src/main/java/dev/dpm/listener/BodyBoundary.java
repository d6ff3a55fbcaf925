package dev.dpm.listener;

import io.netty.buffer.ByteBuf;

/** Finds the end of a request's body (RFC 9112, section 6) while the bytes of the request pass through. */
final class BodyBoundary {

    private static final int LONGEST_LINE = 256;
    private static final int LONGEST_TRAILER = 1024;
    private static final int MOST_DIGITS = 8;

    private enum Place {
        SIZE, EXTENSION, DATA, AFTER_DATA, TRAILER, OVER
    }

    private final boolean isChunked;
    private Place place;
    private long left;
    private long announced;
    private int line;
    private int digits;
    private boolean hasExtension;
    private int trailer;
    private boolean wasReturn;

    BodyBoundary(long length) {
        this.isChunked = length == RequestHead.CHUNKED;
        this.place = isChunked ? Place.SIZE : length == 0 ? Place.OVER : Place.DATA;
        this.left = Math.max(0, length);
        this.announced = left;
    }

    boolean isOver() {
        return place == Place.OVER;
    }

    /**
     * The length of the body in bytes, as far as the client has announced it. The announced length of a chunked body grows with
     * each chunk.
     */
    long announced() {
        return announced;
    }

    /** Counts those readable bytes that belong to this body, with chunk sizes and line ends. No byte is consumed. */
    int measure(ByteBuf bytes) throws Refused {
        int from = bytes.readerIndex();
        int at = from;
        while (at < bytes.writerIndex() && place != Place.OVER) {
            if (place == Place.DATA) {
                int taken = (int) Math.min(left, bytes.writerIndex() - at);
                at += taken;
                left -= taken;
                if (left == 0) {
                    place = isChunked ? Place.AFTER_DATA : Place.OVER;
                    line = 0;
                }
            } else {
                frame(bytes.getByte(at));
                at++;
            }
        }
        return at - from;
    }

    /** Handles a character between two chunks. A lone CR or LF is refused, since a proxy could find another end of the body. */
    private void frame(byte sign) throws Refused {
        if (wasReturn != (sign == '\n')) {
            throw bad();
        }
        wasReturn = sign == '\r';
        switch (place) {
            case SIZE -> size(sign);
            case EXTENSION -> extension(sign);
            case AFTER_DATA -> afterData(sign);
            case TRAILER -> trailer(sign);
            default -> throw new IllegalStateException("no framing is read in " + place);
        }
    }

    private void size(byte sign) throws Refused {
        int digit = Character.digit(sign, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = left * 16 + digit;
            digits++;
        } else if (digits == 0 || digit >= 0) {
            throw bad();
        } else {
            place = Place.EXTENSION;
            line = 0;
            extension(sign);
        }
    }

    private void extension(byte sign) throws Refused {
        line++;
        hasExtension |= sign == ';';
        boolean isBlank = sign == ' ' || sign == '\t' || sign == '\r';
        if (sign == '\n') {
            announced += left;
            digits = 0;
            line = 0;
            hasExtension = false;
            place = left == 0 ? Place.TRAILER : Place.DATA;
        } else if (line > LONGEST_LINE || !isBlank && !hasExtension) {
            throw bad();
        }
    }

    private void afterData(byte sign) throws Refused {
        if (sign == '\n') {
            place = Place.SIZE;
        } else if (sign != '\r') {
            throw bad();
        }
    }

    private void trailer(byte sign) throws Refused {
        trailer++;
        if (sign == '\n') {
            place = line == 0 ? Place.OVER : place;
            line = 0;
        } else if (sign != '\r') {
            line++;
        }
        if (trailer > LONGEST_TRAILER) {
            throw new Refused(431, "over-long head", "The trailer has more than " + LONGEST_TRAILER + " bytes.");
        }
    }

    private static Refused bad() {
        return Refused.malformed("The body's chunks are not as HTTP/1.1 has them.");
    }
}
