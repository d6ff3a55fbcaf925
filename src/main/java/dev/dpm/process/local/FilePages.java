package dev.dpm.process.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;

/**
 * Releases memory: the pages of mapped files that the runner's JVM has read but not changed, such as its own code and
 * its class archive. The kernel maps a file's pages in groups around each page that is read (fault-around). After a
 * start, nearly the whole of these files therefore counts as the runner's memory, although the runner uses two thirds
 * of these pages from then on. If a released page is needed again, the kernel maps it from the page cache, without a read
 * from disk.
 */
public final class FilePages {

    /**
     * The first line of a file's mapping in {@code /proc/self/smaps} (proc_pid_smaps(5)), for a mapping that this
     * process can read and cannot write.
     */
    private static final Pattern MAPPING = Pattern
            .compile("([0-9a-f]+)-([0-9a-f]+) r-[-x][ps] [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ [0-9]+ +/.*");
    /**
     * The advice of madvise(2) that drops the pages of a mapping. The kernel maps pages of a file again at their next
     * use.
     */
    private static final int MADV_DONTNEED = 4;
    private static final long KIB = 1024;
    private static final int CHUNK = 16 * 1024;
    /**
     * The size in bytes of the buffer for a line of {@code smaps}: longer than the line of a mapping with the longest
     * possible path.
     */
    private static final int LONGEST = 8 * 1024;

    private FilePages() {
    }

    /**
     * Releases the pages of files that the runner's JVM has read but not changed.
     *
     * @return the number of resident bytes of the mappings before the release; 0: the mappings cannot be read, or the
     *     kernel refused
     */
    public static long release() {
        try {
            return untouched().stream().filter(FilePages::forget).mapToLong(Mapping::resident).sum();
        } catch (IOException | LinkageError unable) {
            // the mappings cannot be read, so no page is released
            return 0;
        }
    }

    /**
     * A mapped part of the runner's address space.
     *
     * @param address where the part begins
     * @param length the length in bytes
     * @param resident the number of bytes in memory
     */
    record Mapping(long address, long length, long resident) {
    }

    /**
     * The mappings of files in which this process never changed a page. A mapping that is read-only now may have been
     * writable earlier, for example while the dynamic linker adapted addresses in it (relocation). Such a page, in
     * memory or in swap, must not be released, since the kernel would replace the page by the original page of the
     * file.
     */
    static List<Mapping> untouched() throws IOException {
        Scan scan = new Scan();
        byte[] chunk = new byte[CHUNK];
        try (InputStream smaps = Files.newInputStream(Path.of("/proc/self/smaps"))) {
            for (int length = smaps.read(chunk); length > 0; length = smaps.read(chunk)) {
                for (int i = 0; i < length; i++) {
                    scan.take(chunk[i]);
                }
            }
        }
        return scan.found;
    }

    /**
     * Parses the lines of {@code smaps} byte by byte. The file has half a megabyte, of which only a few lines are needed;
     * as strings, all lines would be as much garbage for the collector as a daemon makes in a minute.
     */
    private static final class Scan {
        private final List<Mapping> found = new ArrayList<>();
        private final byte[] line = new byte[LONGEST];
        private int length;
        private Optional<Matcher> mapping = Optional.empty();
        private long resident;
        private long changed;

        void take(byte next) {
            if (next == '\n') {
                judge();
                length = 0;
            } else if (length < line.length) {
                line[length++] = next;
            }
        }

        private void judge() {
            if (startsMapping()) {
                mapping = Optional.of(MAPPING.matcher(text())).filter(Matcher::matches);
                resident = 0;
                changed = 0;
            } else if (mapping.isPresent()) {
                count();
            }
        }

        /** Whether the line begins with an address; all other lines of the file begin with a capital letter. */
        private boolean startsMapping() {
            return length > 0 && (line[0] >= '0' && line[0] <= '9' || line[0] >= 'a' && line[0] <= 'f');
        }

        /**
         * Reads the figures of a mapping from its lines in {@code smaps}. The line about swap is the last one that is
         * needed.
         */
        private void count() {
            if (begins("Rss:")) {
                resident = bytes(text());
            } else if (begins("Anonymous:")) {
                changed = bytes(text());
            } else if (begins("Swap:")) {
                if (changed + bytes(text()) == 0 && resident > 0) {
                    found.add(mapping(mapping.get(), resident));
                }
                mapping = Optional.empty();
            }
        }

        private boolean begins(String word) {
            if (length < word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (line[i] != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private String text() {
            return new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }

        /** Parses the number of bytes from a line such as {@code Rss: 4416 kB} (proc_pid_smaps(5)). */
        private static long bytes(String line) {
            return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
        }

        private static Mapping mapping(Matcher head, long resident) {
            long begin = Long.parseUnsignedLong(head.group(1), 16);
            return new Mapping(begin, Long.parseUnsignedLong(head.group(2), 16) - begin, resident);
        }
    }

    private static boolean forget(Mapping mapping) {
        try {
            Kernel.madvise(new Pointer(mapping.address()), mapping.length(), MADV_DONTNEED);
            return true;
        } catch (LastErrorException refused) {
            return false;
        }
    }
}
