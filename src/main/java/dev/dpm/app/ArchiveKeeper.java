package dev.dpm.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;

import dev.dpm.daemon.ArchiveTraining;
import dev.dpm.process.OwnThread;

/**
 * Creates a class archive of the JVM (JEP 350), which makes the start of the next daemon faster. It is created 30 s after the
 * start of this daemon.
 */
final class ArchiveKeeper implements AutoCloseable {

    /**
     * How long after the daemon's start the archive is created. In the first seconds, people use the daemon; and a daemon that
     * ends soon needs no archive.
     */
    private static final Duration AFTER = Duration.ofSeconds(30);
    /**
     * The free memory of the machine, in bytes, below which no archive is created, since its creation runs two more JVMs for
     * some seconds.
     */
    private static final long MEMORY = 512L << 20;
    private static final long DISK = 200L << 20;

    private static final System.Logger LOG = System.getLogger(ArchiveKeeper.class.getName());
    private static final String NO_ARCHIVE = "no archive of classes for the next start";

    private final ArchiveTraining training;
    private final Path folder;
    private final Thread thread = new Thread(this::keep, "dpm-archive");

    /** @param folder a folder on the archive's file system, whose free space is checked */
    ArchiveKeeper(ArchiveTraining training, Path folder) {
        this.training = training;
        this.folder = folder;
    }

    void begin() {
        // if the system gives no thread, no archive is created, and the next daemon starts more slowly
        OwnThread.begin(thread).ifPresent(why -> LOG.log(System.Logger.Level.DEBUG, NO_ARCHIVE + ": " + why));
    }

    private void keep() {
        try {
            training.tidy();
            if (training.isDone()) {
                return;
            }
            Thread.sleep(AFTER.toMillis());
            if (hasRoom()) {
                training.perform();
            }
        } catch (IOException | LinkageError e) {
            // a LinkageError is caught too: without a free descriptor, Java cannot load the class that reads the free memory
            said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasRoom() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        boolean isLimited = system.getTotalMemorySize() < ofMachine("MemTotal:");
        long memory = isLimited ? system.getFreeMemorySize() : ofMachine("MemAvailable:");
        return memory >= MEMORY && Files.getFileStore(folder).getUsableSpace() >= DISK;
    }

    /** The value of a key in {@code /proc/meminfo} (proc(5)), in bytes; 0: the kernel writes no such key. */
    private static long ofMachine(String key) throws IOException {
        String[] words = Files.readString(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII).split("\\s+");
        int at = Arrays.asList(words).indexOf(key);
        return at < 0 ? 0 : Long.parseLong(words[at + 1]) << 10;
    }

    private static void said(Throwable trouble) {
        LOG.log(System.Logger.Level.DEBUG, NO_ARCHIVE, trouble);
    }

    @Override
    public void close() throws InterruptedException {
        training.close();
        thread.interrupt();
        thread.join(1000);
    }
}
