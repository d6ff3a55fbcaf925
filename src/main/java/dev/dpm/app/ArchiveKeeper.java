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

/** Makes a JVM class archive (JEP 350) for the next daemon, 30 s after this daemon's start. */
final class ArchiveKeeper implements AutoCloseable {

    /** People use a daemon right after its start, and a daemon that ends within seconds needs no archive. */
    private static final Duration AFTER = Duration.ofSeconds(30);
    /** The free memory, in bytes, below which no archive is made: making one runs two more JVMs for some seconds. */
    private static final long MEMORY = 512L << 20;
    private static final long DISK = 200L << 20;

    private static final System.Logger LOG = System.getLogger(ArchiveKeeper.class.getName());
    private static final String NO_ARCHIVE = "no archive of classes for the next start";

    private final ArchiveTraining training;
    private final Path folder;
    private final Thread thread = new Thread(this::keep, "dpm-archive");

    /** @param folder a folder on the disk of the archive, whose free space is checked */
    ArchiveKeeper(ArchiveTraining training, Path folder) {
        this.training = training;
        this.folder = folder;
    }

    void begin() {
        // without a thread, the next daemon starts without an archive
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
            // without a free file descriptor, not even the class that reads the free memory can be loaded
            said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether memory and disk suffice for an archive, so that the targets lack nothing. */
    private boolean hasRoom() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        boolean isLimited = system.getTotalMemorySize() < ofMachine("MemTotal:");
        long memory = isLimited ? system.getFreeMemorySize() : ofMachine("MemAvailable:");
        return memory >= MEMORY && Files.getFileStore(folder).getUsableSpace() >= DISK;
    }

    /** A line of {@code /proc/meminfo} (proc(5)) in bytes; 0 where the kernel has no such line. */
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
