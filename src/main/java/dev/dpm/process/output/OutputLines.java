package dev.dpm.process.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the lines of a target's output in pages, across its rotated files. The position of a byte in the output is the number
 * of bytes that the target wrote before it.
 */
public final class OutputLines {

    static final int MOST_BYTES = 1 << 20;
    /** The length in bytes to which a longer line is cut. */
    static final int LONGEST_LINE = 16 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final OutputBytes bytes;

    public OutputLines(Path live) {
        this.bytes = new OutputBytes(live);
    }

    /**
     * A line of the output.
     *
     * @param at the position of its first byte
     * @param text the text of the line without its line end
     * @param cut whether the line is longer than the text
     */
    public record Line(long at, String text, boolean cut) {
    }

    /**
     * A page of lines.
     *
     * @param oldest the position of the oldest byte that still exists
     * @param newest the position of the next byte that the target will write
     * @param from the position at which the page begins
     * @param to the position at which the page ends
     * @param lines the lines, the oldest first
     * @param atEnd whether the output ends with this page
     */
    public record Page(long oldest, long newest, long from, long to, List<Line> lines, boolean atEnd) {

        public Page {
            lines = List.copyOf(lines);
        }
    }

    /** The first {@code most} complete lines from a position on that match the predicate. */
    public Page from(long place, int most, Predicate<String> wanted) throws IOException {
        OutputBytes.Chunk chunk = bytes.from(place, BLOCK);
        List<Line> lines = new ArrayList<>();
        long begin = chunk.at();
        long at = begin;
        byte[] rest = new byte[0];
        while (chunk.bytes().length > 0 && lines.size() < most && at - begin < MOST_BYTES) {
            rest = chunk.at() == at + rest.length ? joined(rest, chunk.bytes()) : chunk.bytes();
            at = chunk.at() + chunk.bytes().length - rest.length;
            int used = take(rest, at, most, wanted, lines);
            at += used;
            rest = Arrays.copyOfRange(rest, used, rest.length);
            if (rest.length >= BLOCK) {
                add(line(rest, 0, rest.length, at, true), wanted, lines);
                at += rest.length;
                rest = new byte[0];
            }
            if (lines.size() < most) {
                chunk = bytes.from(at + rest.length, BLOCK);
            }
        }
        OutputBytes.Span span = bytes.span();
        return new Page(span.oldest(), span.newest(), begin, at, lines,
                chunk.bytes().length == 0 || at >= span.newest());
    }

    private static int take(byte[] block, long at, int most, Predicate<String> wanted, List<Line> lines) {
        int begin = 0;
        for (int i = 0; i < block.length && lines.size() < most; i++) {
            if (block[i] == '\n') {
                add(line(block, begin, i, at + begin, false), wanted, lines);
                begin = i + 1;
            }
        }
        return begin;
    }

    /** The last {@code most} lines of the output that match the predicate, which may include an unfinished line. */
    public Page last(int most, Predicate<String> wanted) throws IOException {
        return before(bytes.span().newest(), most, wanted);
    }

    /** The last {@code most} lines before a position that match the predicate. */
    public Page before(long place, int most, Predicate<String> wanted) throws IOException {
        OutputBytes.Span span = bytes.span();
        long end = Math.min(place, span.newest());
        Deque<Line> lines = new ArrayDeque<>();
        byte[] rest = new byte[0];
        long at = end;
        OutputBytes.Chunk chunk = bytes.before(end, BLOCK);
        while (chunk.bytes().length > 0 && lines.size() < most) {
            byte[] block = joined(chunk.bytes(), rest);
            boolean isFirst = chunk.at() <= span.oldest();
            boolean isLast = isFirst || end - chunk.at() >= MOST_BYTES;
            int left = takeBack(block, chunk.at(), isFirst, most, wanted, lines);
            if (left > 0 && isLast && left == block.length) {
                addFirst(line(block, 0, left, chunk.at(), true), wanted, lines);
                left = 0;
            }
            at = chunk.at() + left;
            rest = Arrays.copyOf(block, left);
            chunk = isLast ? new OutputBytes.Chunk(at, new byte[0]) : bytes.before(chunk.at(), BLOCK);
        }
        return new Page(span.oldest(), span.newest(), at, lastBreak(end), List.copyOf(lines),
                end >= span.newest());
    }

    /**
     * Adds the lines of a block that match the predicate to the front of {@code lines}, beginning with the block's last line.
     *
     * @return the number of bytes at the beginning of the block whose lines were not examined
     */
    private static int takeBack(byte[] block, long at, boolean isFirst, int most, Predicate<String> wanted,
            Deque<Line> lines) {
        int end = block.length;
        while (end > 0 && lines.size() < most) {
            int stop = block[end - 1] == '\n' ? end - 1 : end;
            int begin = stop;
            while (begin > 0 && block[begin - 1] != '\n') {
                begin--;
            }
            if (begin == 0 && !isFirst) {
                return end;
            }
            addFirst(line(block, begin, stop, at + begin, false), wanted, lines);
            end = begin;
        }
        return end;
    }

    /**
     * The position after the last line end before {@code end}; {@code end} itself if there is no line end in the {@link
     * #BLOCK} bytes before it.
     */
    private long lastBreak(long end) throws IOException {
        OutputBytes.Chunk chunk = bytes.before(end, BLOCK);
        int at = chunk.bytes().length;
        while (at > 0 && chunk.bytes()[at - 1] != '\n') {
            at--;
        }
        return at == 0 ? end : chunk.at() + at;
    }

    private static Line line(byte[] block, int begin, int end, long at, boolean goesOn) {
        int stop = end > begin && block[end - 1] == '\r' ? end - 1 : end;
        int length = Math.min(stop - begin, LONGEST_LINE);
        return new Line(at, new String(block, begin, length, StandardCharsets.UTF_8), goesOn || length < stop - begin);
    }

    private static void add(Line line, Predicate<String> wanted, List<Line> lines) {
        if (wanted.test(line.text())) {
            lines.add(line);
        }
    }

    private static void addFirst(Line line, Predicate<String> wanted, Deque<Line> lines) {
        if (wanted.test(line.text())) {
            lines.addFirst(line);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Copies the whole existing output, byte for byte. */
    public void copy(OutputStream to) throws IOException {
        OutputBytes.Span span = bytes.span();
        long at = span.oldest();
        while (at < span.newest()) {
            OutputBytes.Chunk chunk = bytes.from(at, (int) Math.min(BLOCK, span.newest() - at));
            if (chunk.bytes().length == 0 && chunk.at() <= at) {
                return;
            }
            to.write(chunk.bytes());
            at = chunk.end();
        }
    }
}
