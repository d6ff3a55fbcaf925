package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the search for a file that a launch creates while the search is under way. */
class LiveFileTrackerTest {

    @TempDir
    private Path temporary;
    private final List<String> told = new ArrayList<>();

    @Test
    void a_file_that_a_launch_creates_during_the_search_was_not_moved() throws IOException {
        Path log = Files.createDirectory(temporary.resolve("logs")).resolve("web.log");
        LiveFileTracker tracker = new LiveFileTracker("web", log, OutputFolders.unkept(log.getParent()),
                new Launching(log), new Told());

        tracker.look();

        assertThat(told).isEmpty();
        assertThat(tracker.isByName()).isTrue();
    }

    /** A process that creates its log at the moment at which somebody asks for its descriptors. */
    private record Launching(Path file) implements Writers {
        @Override
        public List<Path> descriptors(String log) {
            try {
                Files.createFile(file);
                return List.of(Files.createSymbolicLink(file.getParent().resolveSibling("1"), file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String owner(String log) {
            return log;
        }

        @Override
        public Set<String> logs() {
            return Set.of("web");
        }
    }

    private final class Told implements OutputNews {
        @Override
        public void rotated(String target, Method method, long dropped) {
            told.add("rotated");
        }

        @Override
        public void flooded(String target, long bytes, long kept) {
            told.add("flooded");
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
            told.add("troubled");
        }
    }
}
