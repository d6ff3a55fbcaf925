package dev.dpm.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.dpm.process.WholeFile;

/**
 * The lock on a home folder, held from a runner's start to its end. The kernel releases it at the end of the process, and also
 * when the process closes any descriptor of {@code dpm.lock} (fcntl(2)): no other code may open that file.
 */
public final class DaemonLock implements AutoCloseable {

    private final Path file;
    private FileChannel channel;
    private FileLock lock;
    private long inode;

    private DaemonLock(Path file, long inode, FileChannel channel, FileLock lock) {
        this.file = file;
        this.inode = inode;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Acquires the lock.
     *
     * @return empty: another runner holds the lock, or a runner lives whose lock file was deleted
     * @throws HomeFault the lock file cannot be made or locked
     */
    public static Optional<DaemonLock> acquire(RuntimeDirectory home) throws HomeFault {
        Optional<DaemonLock> taken = acquire(home.lockFile());
        if (taken.isEmpty() || LostLock.of(home).holder().isEmpty()) {
            return taken;
        }
        try {
            taken.get().close();
            return Optional.empty();
        } catch (IOException e) {
            throw new HomeFault("the lock " + home.lockFile() + " cannot be released (" + Reason.of(e) + ")", e);
        }
    }

    static Optional<DaemonLock> acquire(Path file) throws HomeFault {
        try {
            for (int attempt = 0; attempt < 10; attempt++) {
                FileChannel channel = FileChannel.open(file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), WholeFile.OWNER_FILE);
                long before = inode(file);
                FileLock lock = tryLock(channel);
                if (lock == null) {
                    channel.close();
                    return Optional.empty();
                }
                if (before == inode(file)) {
                    return Optional.of(new DaemonLock(file, before, channel, lock));
                }
                // another client removed the file between the opening and the locking
                channel.close();
            }
        } catch (IOException e) {
            throw new HomeFault("the lock " + file + " cannot be taken (" + Reason.of(e)
                    + "): set DPM_HOME to a folder you may write, on a file system with locks", e);
        }
        throw new HomeFault("the lock " + file + " cannot be taken: somebody removes it again and again");
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * The pid of the process that holds the lock on a home folder, by {@code /proc/locks} (proc(5)).
     *
     * @return empty: no process holds the lock, or the kernel does not show the holder
     */
    public static Optional<Long> holder(RuntimeDirectory home) {
        return holder(() -> holder(home.lockFile()), () -> LostLock.of(home).holder());
    }

    /**
     * Searches for the holder of the lock file, then for a runner without a lock file, then again for the holder: that runner may
     * have made a new lock file meanwhile.
     */
    static Optional<Long> holder(Supplier<Optional<Long>> inPlace, Supplier<Optional<Long>> lost) {
        return inPlace.get().or(lost).or(inPlace);
    }

    static Optional<Long> holder(Path file) {
        try {
            String inode = ":" + inode(file) + " ";
            for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
                if (line.contains(inode) && line.contains("POSIX") && !line.contains("->")) {
                    long pid = Long.parseLong(line.strip().split("\\s+")[4]);
                    return pid > 0 ? Optional.of(pid) : Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long inode(Path file) throws IOException {
        return Files.exists(file) ? ((Number) Files.getAttribute(file, "unix:ino")).longValue() : -1;
    }

    /** Whether the file that this process has locked is still at its path. */
    public synchronized boolean isInPlace() throws IOException {
        return inode(file) == inode;
    }

    /**
     * Locks a new file if the lock file was deleted or moved away.
     *
     * @return false: another process holds the lock on the new file
     */
    public synchronized boolean renew() throws HomeFault, IOException {
        Optional<DaemonLock> fresh = acquire(file);
        if (fresh.isEmpty()) {
            return false;
        }
        try (FileChannel old = channel) {
            channel = fresh.get().channel;
            lock = fresh.get().lock;
            inode = fresh.get().inode;
        }
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        lock.release();
        channel.close();
    }
}
