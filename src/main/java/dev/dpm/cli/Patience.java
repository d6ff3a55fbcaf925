package dev.dpm.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.daemon.SignsOfLife;
import dev.dpm.process.ProcessIdentity;

/**
 * Decides how long a command waits for an answer: 2 s without a sign of life, and longer as long as the daemon is seen
 * to work. A busy machine answers late; a daemon that was stopped or hangs is not waited for.
 */
record Patience(ProcessIdentity daemon) {

    /** How long a daemon may be silent without being seen to work. */
    private static final Duration SILENCE = Duration.ofSeconds(2);
    /** The longest wait, since a daemon that is busy for ever hangs too. */
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * Waits for an answer.
     *
     * @param way how the daemon is reached, in words for the sentence about a missing answer
     */
    <T> T await(Callable<T> question, String way) throws NoAnswer {
        FutureTask<T> task = new FutureTask<>(question);
        Thread asking = new Thread(task, "dpm-ask");
        // a thread that is given up ends with this JVM
        asking.setDaemon(true);
        asking.start();
        long begun = System.nanoTime();
        SignsOfLife signs = new SignsOfLife(daemon);
        while (true) {
            try {
                return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException silent) {
                signs.look();
                giveUp(signs, Duration.ofNanos(System.nanoTime() - begun), way);
            } catch (ExecutionException e) {
                throw unreachable(way, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoAnswer("the command was interrupted", e);
            }
        }
    }

    private static void giveUp(SignsOfLife signs, Duration silent, String way) throws NoAnswer {
        if (silent.compareTo(SILENCE) >= 0 && !signs.isWorking() || silent.compareTo(MOST) >= 0) {
            throw new NoAnswer("its " + way + " was silent for " + silent.toSeconds() + " s"
                    + (signs.isWorking() ? ", though it is busy" : ""));
        }
    }

    private static NoAnswer unreachable(String way, Throwable cause) {
        if (cause instanceof IOException) {
            return new NoAnswer("its " + way + " cannot be reached (" + cause.getMessage() + ")", cause);
        }
        throw new IllegalStateException("the question to the " + way + " broke down", cause);
    }
}
