package dev.dpm.sampling.cgroup;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The open counter of OOM kills of a cgroup. After the end of the process, {@code /proc/PID/root} leads nowhere, but an open
 * file can still be read.
 */
final class KillCounter implements Closeable {

    private static final int MOST_BYTES = 1024;

    private final FileChannel file;

    private KillCounter(FileChannel file) {
        this.file = file;
    }

    static Optional<KillCounter> open(String path) {
        try {
            return Optional.of(new KillCounter(FileChannel.open(Path.of(path))));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** The number of OOM kills. Empty: the cgroup was removed. */
    Optional<Long> read() {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        try {
            int length = Math.max(0, file.read(bytes, 0));
            return CgroupFigures.keyed(new String(bytes.array(), 0, length, StandardCharsets.ISO_8859_1), "oom_kill");
        } catch (IOException removed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
