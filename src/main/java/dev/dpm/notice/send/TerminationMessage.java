package dev.dpm.notice.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentListener;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.log.DiskTrouble;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OwnThread;

/**
 * Writes why a target ended into the container's termination message file ({@code terminationMessagePath}). The file is
 * overwritten in place, since the kubelet has mounted it.
 */
public final class TerminationMessage implements IncidentListener {

    /** The part of a path that stands for the pid of the target's main process, as in {@code /proc/{pid}/root} (proc(5)). */
    static final String PID = "{pid}";
    private static final int MOST_WAITING = 64;
    private static final Duration LAST_WORK = Duration.ofSeconds(2);

    private final Supplier<Optional<String>> path;
    private final Consumer<Optional<String>> fault;
    private final ThreadPoolExecutor thread;
    /**
     * The files of incidents whose message is not written yet, by the incident's id. Only the writing thread uses this field.
     */
    private final Map<String, Place> expected = new LinkedHashMap<>();
    /** A latch for each incident, which opens when its message is written. The thread that signals the target waits for it. */
    private final Map<String, CountDownLatch> awaited = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CountDownLatch> eldest) {
            return size() > MOST_WAITING;
        }
    });
    private Optional<String> complaint = Optional.empty();
    private String written = "";

    /**
     * Creates an object that writes the messages on a thread of its own.
     * @param path the file of the message; empty: no messages are written
     * @param fault receives the reason when the file cannot be written; empty: it can be written again
     */
    public TerminationMessage(Supplier<Optional<String>> path, Consumer<Optional<String>> fault) {
        this.path = path;
        this.fault = fault;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING),
                work -> {
                    Thread made = new Thread(null, work, "dpm-termination", OwnThread.SMALL_STACK);
                    made.setDaemon(true);
                    return made;
                }, new ThreadPoolExecutor.DiscardOldestPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * The message file for one incident.
     * @param open the open file, if its path leads through {@code /proc/PID/root}: the path disappears with the process
     */
    private record Place(Path file, Optional<FileChannel> open) {
    }

    private interface Work {
        void perform() throws IOException;
    }

    @Override
    public void begun(String id, IncidentTrigger opening) {
        if (!TerminationText.isAbout(opening)) {
            isDone(id);
            return;
        }
        path.get().ifPresent(to -> later(() -> expect(id, to, opening)));
    }

    /**
     * Waits until the incident's message is written, before the process ends: the kubelet reads the file right after the
     * container's end.
     */
    @Override
    public void beforeAction(String id, Duration most) {
        if (path.get().filter(to -> to.contains(PID)).isEmpty()) {
            return;
        }
        try {
            latch(id).await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaited.remove(id);
    }

    private CountDownLatch latch(String id) {
        return awaited.computeIfAbsent(id, unknown -> new CountDownLatch(1));
    }

    private void isDone(String id) {
        if (path.get().filter(to -> to.contains(PID)).isPresent()) {
            latch(id).countDown();
        }
    }

    private void expect(String id, String to, IncidentTrigger opening) throws IOException {
        if (!to.contains(PID)) {
            expected.put(id, new Place(NativePaths.of(to), Optional.empty()));
        } else if (opening.subject().alive() && opening.subject().main().isPresent()) {
            String pid = Long.toString(opening.subject().main().get().pid());
            Path file = NativePaths.of(to.replace(PID, pid));
            forgetOldest();
            expected.put(id, new Place(file, Optional.of(open(file, Set.of(StandardOpenOption.WRITE)))));
        }
    }

    /** Closes the file of the oldest incident if too many files are open, because a file system hangs. */
    private void forgetOldest() throws IOException {
        Iterator<Place> oldest = expected.values().iterator();
        if (expected.size() >= MOST_WAITING && oldest.hasNext()) {
            Place place = oldest.next();
            oldest.remove();
            if (place.open().isPresent()) {
                place.open().get().close();
            }
        }
    }

    /**
     * Opens a regular file. Other files are refused: a pipe would block the runner, and a symbolic link could lead a runner
     * with root's rights to any file.
     */
    private static FileChannel open(Path file, Set<StandardOpenOption> how) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        Set<OpenOption> options = new HashSet<>(how);
        options.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, options);
    }

    @Override
    public void composed(Incident incident) {
        if (path.get().isPresent()) {
            later(() -> {
                try {
                    Place place = expected.remove(incident.id());
                    if (place != null) {
                        write(place, TerminationText.of(incident));
                        written = place.open().isPresent() ? "" : incident.target();
                    }
                } finally {
                    isDone(incident.id());
                }
            });
        }
    }

    /** Clears the message after the target's recovery. Otherwise Kubernetes would show it as the reason of a later end. */
    @Override
    public void wellAgain(Recovery recovery) {
        path.get().filter(to -> !to.contains(PID)).ifPresent(to -> later(() -> {
            if (written.equals(recovery.target())) {
                written = "";
                write(new Place(NativePaths.of(to), Optional.empty()), new byte[0]);
            }
        }));
    }

    private void write(Place place, byte[] message) throws IOException {
        try (FileChannel channel = place.open().isPresent()
                ? place.open().get()
                : open(place.file(), Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE))) {
            channel.truncate(0);
            ByteBuffer left = ByteBuffer.wrap(message);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException e) {
            throw new IOException(place.file() + ": " + DiskTrouble.words(e), e);
        }
        told(Optional.empty());
    }

    private void later(Work work) {
        try {
            thread.execute(() -> perform(work));
        } catch (OutOfMemoryError noThread) {
            told(Optional.of("the system gives the runner no thread"));
        }
    }

    private void perform(Work work) {
        try {
            work.perform();
        } catch (IOException | RuntimeException e) {
            told(Optional.of("the termination message cannot be written: "
                    + (e instanceof IOException trouble ? DiskTrouble.words(trouble) : e)));
        }
    }

    private synchronized void told(Optional<String> trouble) {
        if (trouble.isPresent() != complaint.isPresent()) {
            complaint = trouble;
            fault.accept(trouble);
        }
    }

    @Override
    public void ended() {
        OwnThread.end(thread, LAST_WORK);
    }
}
