package dev.dpm.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import dev.dpm.process.WholeFile;

/**
 * The two files with a target's CPU and memory: the newest samples in {@code NAME.usage}, and archives of the older ones in
 * {@code NAME.rrd}. Lines that the archives already contain are skipped. For use by one thread.
 */
final class UsageFiles {

    static final int SCHEMA = 1;
    static final String LINES = ".usage";
    static final String ARCHIVES = ".rrd";

    private static final String FIRST_LINE = "dpm-usage " + SCHEMA + "\n";
    private static final Pattern HEAD = Pattern.compile("dpm-usage ([1-9][0-9]{0,8})(?: ([0-9a-f]{8}))?");
    private static final int HEAD_BYTES = 64;

    private final Path lines;
    private final Path archives;
    private final Clock clock;
    private final Consumer<String> findings;

    /** @param findings receives a sentence for each damaged file */
    UsageFiles(Path folder, String target, Clock clock, Consumer<String> findings) {
        this.lines = folder.resolve(target + LINES);
        this.archives = folder.resolve(target + ARCHIVES);
        this.clock = clock;
        this.findings = findings;
    }

    void append(List<UsageSample> samples) throws IOException {
        Files.createDirectories(lines.getParent(), WholeFile.OWNER_FOLDER);
        StringBuilder text = new StringBuilder();
        try (FileChannel channel = FileChannel.open(lines,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
                WholeFile.OWNER_FILE)) {
            long end = wholeLines(channel);
            channel.truncate(end);
            text.append(end == 0 ? FIRST_LINE : "");
            samples.forEach(sample -> text.append(sample.line()).append('\n'));
            try {
                write(channel.position(end), text.toString().getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // a full disk has accepted only a part of the lines. This part is removed, and all lines are appended later
                channel.truncate(end);
                if (end == 0) {
                    Files.deleteIfExists(lines);
                }
                throw e;
            }
        }
    }

    private static long wholeLines(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        while (end > 0 && !(channel.read(last, end - 1) == 1 && last.get(0) == '\n')) {
            last.clear();
            end--;
        }
        return end;
    }

    /** The samples since the archives were last written. A damaged file is renamed. */
    List<UsageSample> appended() throws IOException {
        Optional<byte[]> content = content(lines);
        if (content.isEmpty()) {
            return List.of();
        }
        String text = new String(content.get(), StandardCharsets.US_ASCII);
        if (FIRST_LINE.startsWith(text)) {
            // an incomplete first line: the disk was full, or the runner was killed
            Files.delete(lines);
            return List.of();
        }
        // an incomplete last line is left out
        String[] all = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
        if (schema(lines, all[0]).isEmpty()) {
            setAside(lines, "is damaged: it does not begin as a usage file does");
            return List.of();
        }
        List<UsageSample> samples = new ArrayList<>();
        Arrays.stream(all).skip(1).map(UsageSample::parse).flatMap(Optional::stream).forEach(samples::add);
        return samples;
    }

    /** The content of the file of archives. A damaged file is renamed. Empty: there is no usable file. */
    Optional<byte[]> archived() throws IOException {
        Optional<byte[]> content = content(archives);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        byte[] all = content.get();
        String head = new String(all, 0, Math.min(HEAD_BYTES, all.length), StandardCharsets.ISO_8859_1);
        int end = head.indexOf('\n');
        Optional<String> sum = end < 0 ? Optional.empty() : schema(archives, head.substring(0, end));
        byte[] body = end < 0 ? all : Arrays.copyOfRange(all, end + 1, all.length);
        if (sum.filter(sumOf(body)::equals).isEmpty()) {
            setAside(archives, "is damaged: its content is not what was written");
            return Optional.empty();
        }
        return Optional.of(body);
    }

    /** Replaces the file of archives, and deletes {@code NAME.usage}, whose samples the archives contain. */
    void archive(byte[] bytes) throws IOException {
        Path temporary = archives.resolveSibling("." + archives.getFileName() + ".tmp");
        Files.createDirectories(archives.getParent(), WholeFile.OWNER_FOLDER);
        WholeFile.replace(archives, temporary, out -> {
            out.write(("dpm-usage " + SCHEMA + " " + sumOf(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        }, WholeFile.Outlives.RUNNER);
        Files.deleteIfExists(lines);
    }

    void setArchivesAside(String damage) {
        setAside(archives, damage);
    }

    /** Deletes {@code NAME.usage} after the wall clock was set back, since the times in the file are now in the future. */
    void forgetAppended() throws IOException {
        Files.deleteIfExists(lines);
    }

    void delete() throws IOException {
        Files.deleteIfExists(lines);
        Files.deleteIfExists(archives);
    }

    private void setAside(Path file, String damage) {
        findings.accept(DamagedFile.set(file, damage, clock));
    }

    /**
     * Checks the first line of a file.
     * @return the checksum in the line, or an empty text if the line has none. Empty: the file is no usage file
     */
    private static Optional<String> schema(Path file, String head) {
        Matcher match = HEAD.matcher(head);
        if (!match.matches()) {
            return Optional.empty();
        }
        if (!match.group(1).equals(Integer.toString(SCHEMA))) {
            throw new NewerSchema(file, match.group(1));
        }
        return Optional.of(Optional.ofNullable(match.group(2)).orElse(""));
    }

    private static Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String sumOf(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
