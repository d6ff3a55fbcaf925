package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder of output with its rotation; records what the rotation reports. */
final class Stage implements OutputNews, Writers {

    final Path folder;
    final List<String> told = new ArrayList<>();
    long dropped;
    List<Path> writing = List.of();

    Stage(Path folder) {
        this.folder = folder;
    }

    /** Descriptors of the processes that write the target's output. */
    @Override
    public List<Path> descriptors(String log) {
        return writing;
    }

    @Override
    public Set<String> logs() {
        return writing.isEmpty() ? Set.of() : Set.of("web");
    }

    @Override
    public String owner(String log) {
        return log;
    }

    Path live() {
        return folder.resolve("web.log");
    }

    OutputFiles files() {
        return new OutputFiles(live());
    }

    void write(String text) throws IOException {
        Files.writeString(live(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The whole output, oldest first. */
    String all() throws IOException {
        StringBuilder all = new StringBuilder();
        List<Path> newestFirst = new ArrayList<>(files().rotated().values());
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            all.append(Files.readString(newestFirst.get(i)));
        }
        return all + (Files.exists(live()) ? Files.readString(live()) : "");
    }

    List<String> names() throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return List.copyOf(new TreeSet<>(listed.map(file -> file.getFileName().toString()).toList()));
        }
    }

    /** A text of numbered lines, each 16 bytes long. */
    static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(String.format("%015d%n", i));
        }
        return lines.toString();
    }

    /** The number of deleted bytes that were less than a minute old. */
    long flooded;

    @Override
    public void rotated(String target, Method method, long bytesDropped) {
        told.add(target + " " + method);
        dropped += bytesDropped;
    }

    @Override
    public void flooded(String target, long bytes, long kept) {
        flooded += bytes;
    }

    @Override
    public void emptiesOnly(String sentence) {
        told.add(sentence);
    }

    @Override
    public void displaced(String target, String sentence) {
        told.add(sentence);
    }

    @Override
    public void troubled(Optional<String> reason) {
        told.add(reason.orElse("works again"));
    }

    /** Removes the head of a file by rewriting it, 16 bytes at a time; only for tests in which nothing else writes. */
    static HeadRemoval quietRemoval() {
        return new HeadRemoval() {
            @Override
            public OptionalLong unit(Path folder) {
                return OptionalLong.of(16);
            }

            @Override
            public void remove(Path file, long bytes) throws IOException {
                byte[] all = Files.readAllBytes(file);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                    channel.write(ByteBuffer.wrap(Arrays.copyOfRange(all, (int) bytes, all.length)));
                }
            }
        };
    }

    /** Simulates a file system on which files can only be emptied. */
    static HeadRemoval none() {
        return new HeadRemoval() {
            @Override
            public OptionalLong unit(Path folder) {
                return OptionalLong.empty();
            }

            @Override
            public void remove(Path file, long bytes) {
                throw new AssertionError("it cannot");
            }
        };
    }
}
