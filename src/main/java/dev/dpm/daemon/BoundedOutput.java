package dev.dpm.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Keeps the file with the daemon's stdout and stderr small. The JVM writes there what cannot be turned off, such as thread dumps
 * after SIGQUIT. The file is shortened in place, because the JVM cannot open another one.
 */
public final class BoundedOutput {

    /** The size in bytes above which the file with the daemon's output is shortened. */
    public static final int MOST_BYTES = 1 << 20;
    /** The number of bytes of newest lines that remain in the shortened file, about twenty thread dumps. */
    static final int KEPT_BYTES = MOST_BYTES / 2;
    /** The daemon's stdout, even if its file was renamed or deleted (proc(5)). */
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private final Path file;
    private final int mostBytes;
    private final int keptBytes;
    private long deletedBytes;
    /** The length in bytes of the line about the last deletion, at the beginning of the file; 0: nothing was deleted. */
    private int noteBytes;

    BoundedOutput(Path file, int mostBytes, int keptBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.keptBytes = keptBytes;
    }

    /**
     * The file with the output of this process; empty: its stdout is another file than that of the home folder's daemon.
     */
    public static Optional<BoundedOutput> own(RuntimeDirectory home) {
        try {
            return Files.isSameFile(STDOUT, home.daemonOutput())
                    ? Optional.of(new BoundedOutput(STDOUT, MOST_BYTES, KEPT_BYTES))
                    : Optional.empty();
        } catch (IOException e) {
            // the file does not exist, so it is not this process's stdout
            return Optional.empty();
        }
    }

    /**
     * Shortens the file if it is too large. A line about the deletion, and the newest lines, remain.
     *
     * @param now the moment that the line about the deletion states
     */
    public void trim(Instant now) throws IOException {
        if (Files.size(file) <= mostBytes) {
            return;
        }
        try (FileChannel read = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel append = FileChannel.open(file, StandardOpenOption.APPEND)) {
            long size = read.size();
            ByteBuffer newest = newest(read, size);
            deletedBytes += size - newest.remaining() - noteBytes;
            ByteBuffer note = ByteBuffer.wrap(note(now).getBytes(StandardCharsets.UTF_8));
            noteBytes = note.remaining();
            append.truncate(0);
            write(append, note);
            write(append, newest);
        }
    }

    /** The whole lines among the newest bytes; if there is none, the newest bytes. */
    private ByteBuffer newest(FileChannel channel, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(keptBytes);
        while (bytes.hasRemaining() && channel.read(bytes, size - keptBytes + bytes.position()) > 0) {
            continue;
        }
        bytes.flip();
        for (int i = 0; i < bytes.limit() - 1; i++) {
            if (bytes.get(i) == '\n') {
                return bytes.position(i + 1);
            }
        }
        return bytes;
    }

    private String note(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS) + " dpm-runner deleted older lines here, " + deletedBytes
                + " bytes since the daemon's start: the file has at most " + mostBytes + " bytes\n";
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
