package dev.dpm.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.dpm.process.LaunchOrder;
import dev.dpm.process.OwnThread;
import dev.dpm.process.output.OutputFollower;

/**
 * Copies the output files of targets with {@code --output both} to the runner's stdout, in whole lines, so that lines
 * of two targets never mix. The targets write to files only: neither a slow reader of the runner's stdout nor the
 * runner's end delays them.
 *
 * <p>
 * The kernel wakes the copying thread when a file changes (inotify(7)), so this costs nothing while no target writes.
 */
final class OutputEcho implements AutoCloseable {

    /** The number of bytes of one target's output that are collected at most before they are written to stdout. */
    private static final int GATHERED_BYTES = 64 * 1024;
    /** How many milliseconds new output lines are collected before they are copied to stdout together. */
    private static final long GATHER_MILLIS = 20;

    private final OutputStream to;
    private final Optional<LinePrefix> prefix;
    private final Consumer<String> trouble;
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private Optional<WatchService> watch = Optional.empty();
    private boolean broken;

    /**
     * A target whose output is copied to stdout. {@code isWithin} is true while the line copied last is incomplete.
     */
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
     * Makes the copier.
     *
     * @param to the runner's stdout
     * @param prefix makes the text in front of each line; empty: lines are copied without a prefix
     * @param trouble receives a sentence if output cannot be copied to stdout and is only in the files
     */
    OutputEcho(OutputStream to, Optional<LinePrefix> prefix, Consumer<String> trouble) {
        this.to = to;
        this.prefix = prefix;
        this.trouble = trouble;
    }

    /**
     * Begins to copy a target's output to stdout, right before its launch, so that output of earlier launches is not
     * copied.
     */
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
        WatchService service = folder.getFileSystem().newWatchService();
        folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
        Optional<String> noThread = OwnThread.begin("dpm-echo", OwnThread.SMALL_STACK, () -> copyUntilClosed(service));
        if (noThread.isPresent()) {
            service.close();
            throw new IOException(noThread.get());
        }
        watch = Optional.of(service);
    }

    private void copyUntilClosed(WatchService service) {
        try {
            while (true) {
                WatchKey key = service.take();
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                key.pollEvents();
                // the watch is armed again before the file is read, so that a change during the reading causes another
                // event
                key.reset();
                copy(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException closed) {
            // the runner ends, and {@link #close} copies the remaining output
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
                // the next attempt reads from the same position; the command `logs` says why the file cannot be read
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
        // a part of a longer line ends with a newline only if a line of another target could follow
        boolean breaks = ends || prefix.isPresent();
        if (breaks) {
            lines.write('\n');
        }
        one.isWithin = !breaks;
    }

    /**
     * Writes lines to the runner's stdout. If the reader of stdout is gone, the lines are still in the targets' files.
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

    /** Copies the remaining output of all targets to stdout, including an unfinished line. */
    @Override
    public void close() throws IOException {
        if (watch.isPresent()) {
            watch.get().close();
            copy(true);
        }
    }
}
