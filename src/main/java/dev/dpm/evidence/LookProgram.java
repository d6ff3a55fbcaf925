package dev.dpm.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A program that collects evidence. Its output so far is available even if the program does not end. Building the
 * command line, starting the program in a folder and reading its output may each hang, so a thread of its own does all
 * three. The caller only waits, up to a limit of its choice.
 */
final class LookProgram {

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration DRAINED = Duration.ofMillis(100);

    /** Builds the command line of a program that collects evidence. */
    interface Making {
        /**
         * The program with its arguments; empty if the program cannot examine the target, such as {@code jcmd} for a
         * target that is not a JVM.
         */
        Optional<ProcessBuilder> command() throws IOException;
    }

    private final Making making;
    private final SpareThreads threads;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    /** A latch that opens when the program runs, or when it is certain that the program will not run. */
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private Optional<Process> process = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private boolean applies;
    private boolean isLeft;

    private LookProgram(Making making, SpareThreads threads) {
        this.making = making;
        this.threads = threads;
    }

    /** Starts the thread that runs a program, and returns at once. */
    static LookProgram begin(Making making, SpareThreads threads) {
        LookProgram program = new LookProgram(making, threads);
        threads.begin(program::run).ifPresent(why -> {
            program.fails(why);
            program.begun.countDown();
        });
        return program;
    }

    private void run() {
        try {
            Optional<ProcessBuilder> command = making.command();
            if (command.isPresent()) {
                isToRun();
                starts(command.get().redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile()).start());
            }
        } catch (IOException | RuntimeException e) {
            fails(e.getMessage());
        } finally {
            begun.countDown();
        }
        process().ifPresent(this::read);
        read.countDown();
        process().ifPresent(LookProgram::outlive);
    }

    /**
     * Waits for the end of a process on the thread that forked the process, so that the thread ends later than the
     * process. Otherwise the kernel would make the process a child of the runner's main thread, which reaps orphans.
     * The exit code would then be lost, and Java would report 0.
     */
    private static void outlive(Process child) {
        try {
            child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void isToRun() {
        applies = true;
    }

    private void starts(Process started) {
        synchronized (this) {
            process = Optional.of(started);
            if (!isLeft) {
                return;
            }
        }
        end(started);
    }

    private synchronized void fails(String why) {
        failure = Optional.of("it could not be run: " + why);
    }

    private void read(Process from) {
        byte[] block = new byte[8192];
        try (InputStream in = from.getInputStream()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                add(block, n);
            }
        } catch (IOException ended) {
            // the time limit was reached or the program was killed; the output of the program that was read so far
            // stays available
            return;
        }
    }

    private synchronized void add(byte[] block, int count) {
        written.write(block, 0, Math.min(count, MOST_BYTES - written.size()));
    }

    private synchronized Optional<Process> process() {
        return process;
    }

    private synchronized Optional<String> failure() {
        return failure;
    }

    private synchronized byte[] output() {
        return written.toByteArray();
    }

    /**
     * The result of a program that collects evidence.
     *
     * @param applies whether the program applies to the target, as {@code jcmd} does to a JVM
     * @param output the program's output; empty if the program was not run
     * @param missing why the output is missing or incomplete; empty if the output is complete, or the program does not
     *     apply
     */
    record Result(boolean applies, Optional<byte[]> output, Optional<String> missing) {
    }

    /**
     * Waits for the program to end, and kills it when the time limit is reached.
     *
     * @param untilNanos when the limit is reached, by {@link System#nanoTime}
     * @param most the time that the program was given; a sentence about a missing output names it
     */
    Result await(long untilNanos, Duration most) {
        try {
            if (!begun.await(left(untilNanos), TimeUnit.NANOSECONDS)) {
                leave();
                return none("it could not be begun within " + seconds(most) + ": /proc or its folder hangs");
            }
            Optional<Process> runs = process();
            if (runs.isEmpty()) {
                return failure().map(this::none).orElseGet(() -> new Result(false, Optional.empty(), Optional.empty()));
            }
            if (!runs.get().waitFor(left(untilNanos), TimeUnit.NANOSECONDS)) {
                leave();
                return part("it was ended, since it was not done within " + seconds(most));
            }
            // this wait is bounded, since a child of the program may survive and hold the pipe open
            read.await(DRAINED.toMillis(), TimeUnit.MILLISECONDS);
            int code = runs.get().exitValue();
            return code == 0
                    ? new Result(true, Optional.of(output()), Optional.empty())
                    : part("it ended with exit code " + code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave();
            return none("the runner is ending");
        }
    }

    private static long left(long untilNanos) {
        return Math.max(0, untilNanos - System.nanoTime());
    }

    private static String seconds(Duration most) {
        return most.toMillis() / 1000.0 + " s";
    }

    private Result part(String why) {
        return new Result(true, Optional.of(output()), Optional.of(why));
    }

    private synchronized Result none(String why) {
        return new Result(applies, Optional.empty(), Optional.of(why));
    }

    /** Kills the program at once, or as soon as the program has started. */
    private void leave() {
        Optional<Process> running;
        synchronized (this) {
            isLeft = true;
            running = process;
        }
        running.ifPresent(one -> threads.begin(() -> end(one)).ifPresent(noThread -> one.destroyForcibly()));
    }

    /**
     * Kills a program's process and its descendants. The search for descendants reads {@code /proc}, so this method may
     * hang.
     */
    private static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
