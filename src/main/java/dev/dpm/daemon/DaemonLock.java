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
 * The lock that a runner holds on its home folder from its start to its end, so that no two runners use the same home
 * folder. The kernel releases the lock however the process ends.
 *
 * <p>
 * The kernel also releases POSIX record locks (fcntl(2)) when the process closes any descriptor of the file: no other
 * code in the runner may open {@code dpm.lock}.
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
     * @return empty if another runner holds the lock, or still runs although its lock file was deleted
     * @throws HomeFault if the lock file cannot be made or locked
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
                // between the opening and the locking, another client removed the file after a failed start
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
     * The pid of the process that holds the lock of a home folder, according to {@code /proc/locks} (proc(5)); the call
     * does not acquire the lock.
     *
     * @return empty if no process holds the lock, or if the kernel does not show it
     */
    public static Optional<Long> holder(RuntimeDirectory home) {
        return holder(() -> holder(home.lockFile()), () -> LostLock.of(home).holder());
    }

    /**
     * Searches for the holder of the lock file in the home folder, then for a runner that has lost its lock file, and
     * then once more in the home folder: that runner may have acquired a new lock file between the first two searches.
     *
     * @param inPlace searches for the holder of the lock file in the home folder
     * @param lost searches for a runner that has lost its lock file
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

    /** Whether the locked file is still at the path where a second runner would look for the lock. */
    public synchronized boolean isInPlace() throws IOException {
        return inode(file) == inode;
    }

    /**
     * If the lock file was deleted or moved away, acquires the lock on a new file, and then releases the lock on the
     * old file.
     *
     * @return false if another process holds the lock on the new file: the caller tries again later
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
