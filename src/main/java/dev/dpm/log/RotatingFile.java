package dev.dpm.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of lines (mode 0600). When the file reaches a certain size, it is renamed to {@code .1}, {@code .2} and so on. After a
 * failure, the next line opens it again. JBoss's SizeRotatingFileHandler is not used, since it can set no mode, deletes no old
 * files and loses lines.
 */
public final class RotatingFile implements AutoCloseable {

    private static final int ONE_WRITE_BYTES = 1 << 16;
    private static final byte[] NEWLINE = {'\n'};
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private long maxBytes;
    private int keep;
    private FileChannel channel;
    private Object fileKey;
    private long size;

    /**
     * Creates an object that opens the file when the first line is written.
     * @param maxBytes the largest size of the file in bytes; a longer line gets a file of its own
     * @param keep the number of rotated files; 0: the file is emptied instead of renamed
     */
    public RotatingFile(Path file, long maxBytes, int keep) {
        this.file = file.toAbsolutePath();
        limit(maxBytes, keep);
    }

    public synchronized void limit(long newMaxBytes, int newKeep) {
        if (newMaxBytes < 1 || newKeep < 0) {
            throw new IllegalArgumentException("no limits: " + newMaxBytes + " bytes, keep " + newKeep);
        }
        this.maxBytes = newMaxBytes;
        this.keep = newKeep;
    }

    public Path path() {
        return file;
    }

    /**
     * Writes as many of the lines as fit into the file, but at least one. If the first does not fit, the file is rotated
     * before.
     * @param lines at least one, each with its newline
     * @return the number of written lines
     * @throws IOException if no line was written
     */
    public synchronized int append(List<byte[]> lines) throws IOException {
        try {
            open();
            if (size > 0 && size + lines.get(0).length > maxBytes) {
                rotate();
            }
            int count = fitting(lines);
            write(joined(lines.subList(0, count)));
            return count;
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    private int fitting(List<byte[]> lines) {
        long room = Math.min(ONE_WRITE_BYTES, maxBytes - size);
        int count = 0;
        for (byte[] line : lines) {
            room -= line.length;
            if (room < 0 && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    private static ByteBuffer joined(List<byte[]> lines) {
        ByteBuffer all = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
        lines.forEach(all::put);
        return all.flip();
    }

    private void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        size += length;
    }

    private void open() throws IOException {
        if (channel != null && isStillInPlace()) {
            return;
        }
        close();
        Files.createDirectories(file.getParent(), OWNER_FOLDER);
        channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND), OWNER_FILE);
        fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        size = channel.size();
        if (endsTorn()) {
            write(ByteBuffer.wrap(NEWLINE));
        }
    }

    private boolean isStillInPlace() throws IOException {
        try {
            return Objects.equals(fileKey, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean endsTorn() throws IOException {
        if (size == 0) {
            return false;
        }
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return reading.read(last, size - 1) == 1 && last.get(0) != '\n';
        }
    }

    private void rotate() throws IOException {
        if (keep == 0) {
            channel.truncate(0);
            size = 0;
            return;
        }
        close();
        // files are renamed up to the first free number, so that an interrupted rotation is completed
        int free = 1;
        while (free < keep && Files.exists(numbered(free))) {
            free++;
        }
        for (int number = free; number > 1; number--) {
            Files.move(numbered(number - 1), numbered(number), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(file, numbered(1), StandardCopyOption.ATOMIC_MOVE);
        open();
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** The paths of the present file and of the rotated files, as far as they exist, newest first. */
    public synchronized List<Path> generations() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.exists(file)) {
            found.add(file);
        }
        found.addAll(rotated().values());
        return found;
    }

    private TreeMap<Integer, Path> rotated() throws IOException {
        Pattern shape = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.([1-9][0-9]{0,8})");
        TreeMap<Integer, Path> found = new TreeMap<>();
        if (!Files.isDirectory(file.getParent())) {
            return found;
        }
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            siblings.forEach(sibling -> {
                Matcher match = shape.matcher(sibling.getFileName().toString());
                if (match.matches()) {
                    found.put(Integer.valueOf(match.group(1)), sibling);
                }
            });
        }
        return found;
    }

    /**
     * Deletes those rotated files that were last changed before the given time, and those beyond the number of files to keep.
     */
    public synchronized void trim(Instant before) throws IOException {
        for (var entry : rotated().entrySet()) {
            boolean isOld = Files.getLastModifiedTime(entry.getValue()).toInstant().isBefore(before);
            if (isOld || entry.getKey() > keep) {
                Files.deleteIfExists(entry.getValue());
            }
        }
    }

    private void abandon(IOException cause) {
        if (channel == null) {
            return;
        }
        try (FileChannel half = channel) {
            // a full disk has accepted only a part of a line, which is removed now or completed later
            half.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        channel = null;
    }

    /** Closes the file. A later line opens it again. */
    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            FileChannel closing = channel;
            channel = null;
            closing.close();
        }
    }
}
