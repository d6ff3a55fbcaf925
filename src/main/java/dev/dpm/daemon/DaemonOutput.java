package dev.dpm.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import dev.dpm.process.WholeFile;

/**
 * The output of a starting daemon: what its JVM has printed, and the new lines of its log.
 *
 * @param logBefore the length of the log before the start, in bytes
 */
record DaemonOutput(RuntimeDirectory home, long logBefore) {

    private static final int MOST_LINES = 20;
    private static final int MOST_BYTES = 16 * 1024;
    /**
     * The free bytes on the disk below which no daemon is started: a daemon needs them for its first message and its
     * record.
     */
    private static final int LEAST_ROOM = 16 * 1024;

    /**
     * Empties the output file for a new daemon.
     *
     * @throws IOException the disk is full, so the daemon could not even report its failure
     */
    static DaemonOutput fresh(RuntimeDirectory home) throws IOException {
        Files.deleteIfExists(home.daemonOutput());
        try {
            Files.createFile(home.daemonOutput(), WholeFile.OWNER_FILE);
        } catch (FileAlreadyExistsException exists) {
            // another client has made the file meanwhile
        }
        tryRoom(home.daemonOutput().resolveSibling(
                home.daemonOutput().getFileName() + "." + ProcessHandle.current().pid() + ".room"));
        return new DaemonOutput(home, Files.exists(home.runnerLog()) ? Files.size(home.runnerLog()) : 0);
    }

    private static void tryRoom(Path file) throws IOException {
        try {
            Files.createFile(file, WholeFile.OWNER_FILE);
            Files.write(file, new byte[LEAST_ROOM]);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The last 20 lines of the output and the log, oldest first, without duplicates. */
    List<String> lastLines() throws IOException {
        LinkedHashSet<String> lines = new LinkedHashSet<>(last(home.daemonOutput(), 0));
        lines.addAll(last(home.runnerLog(), logBefore));
        return new ArrayList<>(lines);
    }

    private static List<String> last(Path file, long from) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long start = Math.max(Math.min(from, channel.size()), channel.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                continue;
            }
            List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank()).toList();
            return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        }
    }
}
