package dev.dpm.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.OwnThread;

/**
 * Writes lines in order on one thread of its own, so that callers never wait for a disk.
 *
 * <p> If writing fails, lines wait in memory, and the write is retried every second; when too many lines wait, the
 * oldest are dropped and counted. The thread starts with the first line and is a daemon thread.
 *
 * @param <T> the type of a line before the writer's thread renders it
 */
public final class LineWriter<T> implements AutoCloseable {

    /** Receives the waiting lines and writes them to their file or stream. Called from one thread. */
    @FunctionalInterface
    public interface Sink<T> {
        /**
         * Writes lines from the beginning of the list.
         *
         * @param lines the lines, at least one
         * @return the number of lines written, at least 1
         * @throws IOException if no line could be written
         */
        int write(List<T> lines) throws IOException;
    }

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration HEAD_START = Duration.ofMillis(150);
    /**
     * How long the writer waits after a first line for further lines, to write them together: a launch causes several
     * lines.
     */
    private static final Duration GATHER = Duration.ofMillis(5);
    private static final int BATCH = 128;

    private final String what;
    private final Sink<T> sink;
    private final int capacity;
    private final Deque<T> waiting = new ArrayDeque<>();
    private Thread thread;
    private boolean closed;
    private String trouble;
    private int inFlight;
    private long dropped;

    /**
     * Makes a writer.
     *
     * @param what the name of the destination in the sentence of {@link #fault} and in the thread's name: a path,
     *     {@code stdout}
     * @param capacity the largest number of waiting lines
     */
    public LineWriter(String what, Sink<T> sink, int capacity) {
        this.what = what;
        this.sink = sink;
        this.capacity = capacity;
    }

    /** Accepts a line. The call is quick, never waits and never throws; after {@link #close} the line is dropped. */
    public synchronized void offer(T line) {
        if (closed) {
            dropped++;
            return;
        }
        if (waiting.size() >= capacity) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(line);
        startThread();
        notifyAll();
    }

    private void startThread() {
        if (thread != null) {
            return;
        }
        Thread starting = new Thread(this::run, "dpm-writer " + what.substring(what.lastIndexOf('/') + 1));
        Optional<String> noThread = OwnThread.begin(starting);
        if (noThread.isEmpty()) {
            thread = starting;
        } else {
            // no line is lost: the next call of {@code offer} tries again to start the thread
            trouble = "no thread to write with: " + noThread.get();
        }
    }

    private void run() {
        letOthersBegin();
        List<T> batch = next();
        while (!batch.isEmpty()) {
            writeAll(batch);
            batch = next();
        }
    }

    /**
     * Delays the first write by up to {@link #HEAD_START}, so that the runner's first launch does not have to share
     * the processor.
     */
    private synchronized void letOthersBegin() {
        long until = System.nanoTime() + HEAD_START.toNanos();
        long left = HEAD_START.toNanos();
        while (left > 0 && !closed) {
            await(Duration.ofNanos(left));
            left = until - System.nanoTime();
        }
    }

    /** The lines that wait to be written, in order; empty when the writer is closed and all lines are written. */
    private synchronized List<T> next() {
        inFlight = 0;
        if (waiting.isEmpty()) {
            while (waiting.isEmpty() && !closed) {
                await(Duration.ZERO);
            }
            await(GATHER);
        }
        List<T> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.removeFirst());
        }
        inFlight = batch.size();
        return batch;
    }

    private void writeAll(List<T> batch) {
        boolean singly = false;
        while (!batch.isEmpty()) {
            List<T> head = singly ? batch.subList(0, 1) : batch;
            try {
                batch.subList(0, sink.write(head)).clear();
                wrote(batch.size());
            } catch (IOException e) {
                if (!retriesAfter(e)) {
                    giveUp(batch);
                }
            } catch (RuntimeException e) {
                // one of the lines cannot be rendered: rendering them one by one finds that line, and the others are
                // still written
                if (head.size() == 1) {
                    batch.remove(0);
                    lostOne(e);
                }
                singly = true;
            }
        }
    }

    private synchronized void wrote(int left) {
        inFlight = left;
        trouble = null;
    }

    private synchronized void lostOne(RuntimeException cause) {
        inFlight--;
        dropped++;
        trouble = "a line could not be put into words: " + cause;
    }

    private synchronized boolean retriesAfter(IOException e) {
        trouble = DiskTrouble.words(e);
        if (closed) {
            return false;
        }
        await(RETRY);
        return true;
    }

    private synchronized void giveUp(List<T> batch) {
        dropped += batch.size() + waiting.size();
        inFlight = 0;
        batch.clear();
        waiting.clear();
    }

    /**
     * Makes the writer's thread wait until a line arrives, the writer is closed or the time is over.
     *
     * @param most the longest wait; zero: waits without a limit
     */
    private synchronized void await(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            if (most.isZero()) {
                wait();
                return;
            }
            long left = most.toMillis();
            while (left > 0 && !closed) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            // only the shutdown of the runner interrupts this thread; the interrupt flag is not set again, because a
            // write would then close the file
            closed = true;
        }
    }

    /** A sentence that says why the lines cannot be written now; empty if writing works. */
    public synchronized Optional<String> fault() {
        if (trouble == null) {
            return Optional.empty();
        }
        int lines = waiting.size() + inFlight;
        return Optional.of(what + " cannot be written: " + trouble + "; " + lines
                + (lines == 1 ? " line waits" : " lines wait") + " in memory, " + dropped + " dropped");
    }

    /** The number of lines that were lost since the writer's start, because too many lines waited to be written. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Writes waiting lines, for at most 2 s. Lines that the disk still refuses then are lost. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            notifyAll();
            ending = thread;
        }
        if (ending == null) {
            return;
        }
        try {
            ending.join(DRAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
