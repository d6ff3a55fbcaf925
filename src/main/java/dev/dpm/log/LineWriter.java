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
 * Writes lines on a thread of its own. Lines that the destination refuses wait in memory. If too many wait, the oldest are
 * dropped and counted.
 * @param <T> a line before it is rendered
 */
public final class LineWriter<T> implements AutoCloseable {

    @FunctionalInterface
    public interface Sink<T> {
        /**
         * Writes as many of the lines as possible.
         * @param lines at least one
         * @return the number of written lines
         * @throws IOException if no line was written
         */
        int write(List<T> lines) throws IOException;
    }

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration HEAD_START = Duration.ofMillis(150);
    /** How long the thread waits for further lines, to write them together. */
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
     * Creates a writer, whose thread starts with the first line.
     * @param what the destination as sentences name it: a path, {@code stdout}
     * @param capacity the largest number of waiting lines
     */
    public LineWriter(String what, Sink<T> sink, int capacity) {
        this.what = what;
        this.sink = sink;
        this.capacity = capacity;
    }

    /** Accepts a line without waiting. After {@link #close}, the line is dropped. */
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
            // the next line tries again to start a thread
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

    /** Delays the first write by {@link #HEAD_START}, so that writing the log does not delay the first launch of a target. */
    private synchronized void letOthersBegin() {
        long until = System.nanoTime() + HEAD_START.toNanos();
        long left = HEAD_START.toNanos();
        while (left > 0 && !closed) {
            await(Duration.ofNanos(left));
            left = until - System.nanoTime();
        }
    }

    /** The lines that wait to be written. Empty: the writer is closed, and all lines are written. */
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
                // if several lines cannot be rendered, they are rendered one by one, to find the bad one
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
     * Waits until there is a line, the writer is closed, or the time has passed.
     * @param most the longest wait; zero: no limit
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
            // an interrupt ends the writer; the thread's interrupt flag is not restored, since with it, a write would close the
            // file
            closed = true;
        }
    }

    /** Why lines cannot be written; empty: they can be written. */
    public synchronized Optional<String> fault() {
        if (trouble == null) {
            return Optional.empty();
        }
        int lines = waiting.size() + inFlight;
        return Optional.of(what + " cannot be written: " + trouble + "; " + lines
                + (lines == 1 ? " line waits" : " lines wait") + " in memory, " + dropped + " dropped");
    }

    public synchronized long dropped() {
        return dropped;
    }

    /** Writes waiting lines for at most 2 s. Lines that the disk still refuses are lost. */
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
