package dev.dpm.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.dpm.process.LaunchOrder;
import dev.dpm.process.output.OutputFollower;

/**
 * Copies the output of targets with {@code --output both} from their files to the runner's stdout, in whole lines. The targets
 * write to files only, so a slow reader of the runner's stdout does not delay them.
 */
final class OutputEcho implements AutoCloseable {

    /** The largest number of bytes that are collected before they are written to the runner's stdout. */
    private static final int GATHERED_BYTES = 64 * 1024;
    /** How long new lines are collected before they are copied together, in milliseconds. */
    private static final long GATHER_MILLIS = 20;

    private final OutputStream to;
    private final Optional<LinePrefix> prefix;
    private final Consumer<String> trouble;
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private Optional<WatchService> watch = Optional.empty();
    private boolean broken;

    private static final class Followed {
        private final String name;
        private final int number;
        private final OutputFollower follower;
        private boolean isWithin;

        Followed(String name, int number, OutputFollower follower) {
            this.name = name;
            this.number = number;
            this.follower = follower;
        }
    }

    /**
     * @param to the runner's stdout
     * @param prefix makes the text in front of each line; empty: there is no such text
     * @param trouble receives a sentence if the output of a target cannot be copied
     */
    OutputEcho(OutputStream to, Optional<LinePrefix> prefix, Consumer<String> trouble) {
        this.to = to;
        this.prefix = prefix;
        this.trouble = trouble;
    }

    /** Begins to copy a target's output right before a launch of the target, so that older output is not copied. */
    synchronized void expect(LaunchOrder order) {
        if (order.output().kind() != LaunchOrder.OutputKind.BOTH) {
            return;
        }
        String name = order.incarnation().target().value();
        Path file = order.output().file().orElseThrow();
        try {
            if (!followed.containsKey(name)) {
                followed.put(name, new Followed(name, followed.size(), new OutputFollower(file)));
            }
            if (watch.isEmpty()) {
                begin(file.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            trouble.accept("the output of " + name + " cannot be shown here: " + e.getMessage()
                    + "; `logs " + name + "` has it where its file can be written");
        }
    }

    private void begin(Path folder) throws IOException {
        Files.createDirectories(folder);
        watch = Optional.of(FolderWatch.begin(folder, "dpm-echo", this::copyChanges));
    }

    private void copyChanges(WatchService service) throws InterruptedException {
        while (true) {
            WatchKey key = service.take();
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
            key.pollEvents();
            // the key is reset before the files are read, so that a later change of a file causes another event
            key.reset();
            copy(false);
        }
    }

    private synchronized void copy(boolean isLast) {
        for (Followed one : followed.values()) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            OutputFollower.Sink sink = (bytes, from, until, ends) -> {
                add(one, bytes, from, until, ends, lines);
                if (lines.size() > GATHERED_BYTES) {
                    write(lines);
                }
            };
            try {
                if (isLast) {
                    one.follower.finish(sink);
                } else {
                    one.follower.read(sink);
                }
            } catch (IOException unreadable) {
                // nothing was read: the next attempt begins at the same position of the file
                continue;
            }
            write(lines);
        }
    }

    private void add(Followed one, byte[] bytes, int from, int until, boolean ends, ByteArrayOutputStream lines) {
        if (!one.isWithin) {
            prefix.ifPresent(before -> lines.writeBytes(before.of(one.name, one.number)));
        }
        lines.write(bytes, from, until - from);
        // with prefixes, a part of a long line also ends in a line break, since a line of another target could follow
        boolean breaks = ends || prefix.isPresent();
        if (breaks) {
            lines.write('\n');
        }
        one.isWithin = !breaks;
    }

    /**
     * Writes lines to the runner's stdout. If stdout has no reader any more, the lines are not lost, since they are in the
     * targets' files.
     */
    private void write(ByteArrayOutputStream lines) {
        try {
            if (!broken && lines.size() > 0) {
                lines.writeTo(to);
                to.flush();
            }
        } catch (IOException gone) {
            broken = true;
        }
        lines.reset();
    }

    @Override
    public void close() throws IOException {
        if (watch.isPresent()) {
            watch.get().close();
            copy(true);
        }
    }
}
