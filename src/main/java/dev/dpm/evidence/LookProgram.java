package dev.dpm.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.dpm.process.FirstBytes;

/** A program that collects evidence. Even if it hangs, the output that it has written so far is available. */
final class LookProgram {

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration DRAINED = Duration.ofMillis(100);

    /** Builds the command line of a program that collects evidence. */
    interface Making {
        /**
         * The program with its arguments. Empty: it does not apply to the target, as {@code jcmd} does not apply to a process
         * without a JVM.
         */
        Optional<ProcessBuilder> command() throws IOException;
    }

    private final Making making;
    private final SpareThreads threads;
    private final FirstBytes written = new FirstBytes(MOST_BYTES);
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
        process().ifPresent(written::readFrom);
        read.countDown();
        process().ifPresent(LookProgram::outlive);
    }

    /**
     * Waits for the end of a process on the thread that forked it. If that thread ended first, the kernel would make another
     * thread the parent of the process, and the exit code would be lost.
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

    private synchronized Optional<Process> process() {
        return process;
    }

    private synchronized Optional<String> failure() {
        return failure;
    }

    /**
     * The result of a program that collects evidence.
     * @param applies whether the program applies to the target
     * @param output the program's output; empty: the program was not run
     * @param missing why the output is incomplete; empty: it is complete, or the program does not apply
     */
    record Result(boolean applies, Optional<byte[]> output, Optional<String> missing) {
    }

    /**
     * Waits for the end of the program, and kills the program at the time limit.
     * @param untilNanos the time limit, by {@link System#nanoTime}
     * @param most the allowed time, for a sentence
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
            // this wait has a limit, since a child of the program may survive and hold the pipe open
            read.await(DRAINED.toMillis(), TimeUnit.MILLISECONDS);
            int code = runs.get().exitValue();
            return code == 0
                    ? new Result(true, Optional.of(written.bytes()), Optional.empty())
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
        return new Result(true, Optional.of(written.bytes()), Optional.of(why));
    }

    private synchronized Result none(String why) {
        return new Result(applies, Optional.empty(), Optional.of(why));
    }

    private void leave() {
        Optional<Process> running;
        synchronized (this) {
            isLeft = true;
            running = process;
        }
        running.ifPresent(one -> threads.begin(() -> end(one)).ifPresent(noThread -> one.destroyForcibly()));
    }

    /** Kills a process and its descendants. The method may hang, since it reads {@code /proc}. */
    private static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
