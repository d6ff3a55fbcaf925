package dev.dpm.process.local;

import java.io.BufferedReader;
import java.io.IOException;
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
 * Returns the pages of class archives that the runner's own JVM only read. The kernel maps a file's pages in groups
 * around each page that is read, so that after a start nearly the whole archive counts as the runner's memory, though
 * few pages are used from then on. A page that is needed again is mapped again from the page cache, without a read
 * from disk.
 */
public final class ClassArchivePages {

    /** Files of class archives: CDS (JEP 350) and AOT caches (JEP 483). */
    private static final Pattern MAPPING = Pattern
            .compile("([0-9a-f]+)-([0-9a-f]+) r--p [0-9a-f]+ [0-9a-f]+:[0-9a-f]+ [0-9]+ +/.*");
    /** Advice for madvise(2): forget the pages. Pages of a file are mapped again when they are used. */
    private static final int MADV_DONTNEED = 4;
    private static final long KIB = 1024;

    private ClassArchivePages() {
    }

    /**
     * Returns the pages.
     *
     * @return bytes of resident memory that the mappings held before; 0 where there is no archive or the kernel refuses
     */
    public static long giveBack() {
        try {
            return untouched().stream().filter(ClassArchivePages::forget).mapToLong(Mapping::resident).sum();
        } catch (IOException | LinkageError unable) {
            // the archive's pages stay in memory
            return 0;
        }
    }

    /** A part of the address space, in bytes. */
    record Mapping(long address, long length, long resident) {
    }

    /**
     * The mappings of archives to which nothing was written. Pages of a mapping that is no longer writable may have
     * been written earlier (relocation); such pages are private, and the kernel would replace them by the file's.
     */
    static List<Mapping> untouched() throws IOException {
        List<Mapping> found = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/self/smaps"), StandardCharsets.ISO_8859_1)) {
            Optional<Matcher> mapping = Optional.empty();
            long resident = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(".jsa") || line.endsWith(".aot")) {
                    mapping = Optional.of(MAPPING.matcher(line)).filter(Matcher::matches);
                } else if (mapping.isPresent() && line.startsWith("Rss:")) {
                    resident = bytes(line);
                } else if (mapping.isPresent() && line.startsWith("Anonymous:")) {
                    if (bytes(line) == 0) {
                        found.add(mapping(mapping.get(), resident));
                    }
                    mapping = Optional.empty();
                }
            }
        }
        return found;
    }

    /** The figure of a line such as {@code Rss:    4416 kB} (proc_pid_smaps(5)). */
    private static long bytes(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
    }

    private static Mapping mapping(Matcher head, long resident) {
        long begin = Long.parseUnsignedLong(head.group(1), 16);
        return new Mapping(begin, Long.parseUnsignedLong(head.group(2), 16) - begin, resident);
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
