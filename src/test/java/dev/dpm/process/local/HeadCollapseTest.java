package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.output.OutputKeeper;
import dev.dpm.process.output.OutputNews;
import dev.dpm.process.output.RotationLimits;

class HeadCollapseTest {

    private static final List<String> ABLE = List.of("ext4", "xfs");

    @TempDir
    private Path folder;

    private static String type(Path path) throws IOException {
        return Files.getFileStore(path).type();
    }

    private OptionalLong collapsible() throws IOException {
        assumeTrue(ABLE.contains(type(folder)), "no file system here that can remove a head: " + type(folder));
        OptionalLong unit = new HeadCollapse().unit(folder);
        assertThat(unit).as("unit on %s", type(folder)).isPresent();
        return unit;
    }

    @Test
    void removes_whole_blocks_and_leaves_no_probe() throws IOException {
        int unit = (int) collapsible().getAsLong();
        assertThat(folder).isEmptyDirectory();
        Path file = Files.writeString(folder.resolve("file"), "a".repeat(unit) + "b".repeat(unit) + "end");

        new HeadCollapse().remove(file, unit);

        assertThat(file).hasContent("b".repeat(unit) + "end");
        assertThatThrownBy(() -> new HeadCollapse().remove(file, 7)).isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("errno 22");
        assertThatThrownBy(() -> new HeadCollapse().remove(folder.resolve("none"), unit))
                .isInstanceOf(IOException.class).hasMessageContaining("errno 2");
    }

    @Test
    void knows_that_a_tmpfs_cannot() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && type(memory).equals("tmpfs"), "no tmpfs at " + memory);
        Path own = Files.createTempDirectory(memory, "dpm-collapse");
        try {
            assertThat(new HeadCollapse().unit(own)).isEmpty();
            assertThat(own).isEmptyDirectory();
        } finally {
            Files.delete(own);
        }
    }

    /**
     * Processes write numbered lines as fast as they can, through descriptors that stay open; no line may be lost. A
     * fast writer ends within few rotations, so further writers follow until there have been enough rotations.
     */
    @Test
    void no_byte_is_lost_or_doubled_while_somebody_writes() throws Exception {
        collapsible();
        Path live = Files.createFile(folder.resolve("web.log"));
        Count count = new Count();
        OutputKeeper keeper = new OutputKeeper(folder, new HeadCollapse(),
                new RotationLimits(64 * 1024, 1000, java.time.Duration.ofDays(1)), new NobodyWrites(), count);
        int lines = 0;
        for (int writers = 0; writers < 10 && count.rotations <= 5; writers++) {
            lookWhileSomebodyWrites(keeper, live, lines + 1, lines + 1_000_000);
            lines += 1_000_000;
        }

        assertThat(count.rotations).as("rotations under load").isGreaterThan(5);
        long expected = 1;
        StringBuilder carry = new StringBuilder();
        for (int number = 1000; number >= 0; number--) {
            Path piece = number == 0 ? live : folder.resolve("web.log." + number);
            if (Files.exists(piece)) {
                carry.append(Files.readString(piece, StandardCharsets.US_ASCII));
                int end = carry.lastIndexOf("\n") + 1;
                for (String line : carry.substring(0, end).split("\n")) {
                    assertThat(line).isEqualTo(String.format("%015d", expected));
                    expected++;
                }
                carry.delete(0, end);
            }
        }
        assertThat(expected - 1).isEqualTo(lines);
    }

    private static void lookWhileSomebodyWrites(OutputKeeper keeper, Path live, int first, int last) throws Exception {
        Process writer = new ProcessBuilder("seq", "-f", "%015.0f", Integer.toString(first), Integer.toString(last))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(live.toFile())).start();
        try {
            while (writer.isAlive()) {
                keeper.look();
            }
            keeper.look();
        } finally {
            writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static final class Count implements OutputNews {
        private int rotations;

        @Override
        public void rotated(String target, Method method, long dropped) {
            assertThat(method).isEqualTo(Method.REMOVE);
            assertThat(dropped).isZero();
            rotations++;
        }

        @Override
        public void flooded(String target, long bytes, long kept) {
            throw new AssertionError(target + " lost " + bytes);
        }

        @Override
        public void emptiesOnly(String sentence) {
            throw new AssertionError(sentence);
        }

        @Override
        public void displaced(String target, String sentence) {
            throw new AssertionError(sentence);
        }

        @Override
        public void troubled(Optional<String> reason) {
            throw new AssertionError(reason);
        }
    }

    private static final class NobodyWrites implements dev.dpm.process.output.Writers {
        @Override
        public java.util.List<Path> descriptors(String log) {
            return java.util.List.of();
        }

        @Override
        public String owner(String log) {
            return log;
        }

        @Override
        public java.util.Set<String> logs() {
            return java.util.Set.of();
        }
    }
}
