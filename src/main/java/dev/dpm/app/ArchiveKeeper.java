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

    /**
     * The delay of the archive after the daemon's start: people use the daemon right after its start, and a daemon
     * that ends within seconds needs no archive.
     */
    private static final Duration AFTER = Duration.ofSeconds(30);
    /**
     * The free bytes of memory below which no archive is made: making one runs two more JVMs for some seconds. The
     * next constant is the limit for the disk.
     */
    private static final long MEMORY = 512L << 20;
    private static final long DISK = 200L << 20;

    private static final System.Logger LOG = System.getLogger(ArchiveKeeper.class.getName());
    private static final String NO_ARCHIVE = "no archive of classes for the next start";

    private final ArchiveTraining training;
    private final Path folder;
    private final Thread thread = new Thread(this::keep, "dpm-archive");

    /**
     * Makes the keeper of the class archive.
     *
     * @param folder a folder on the same disk as the archive
     */
    ArchiveKeeper(ArchiveTraining training, Path folder) {
        this.training = training;
        this.folder = folder;
    }

    void begin() {
        // if no thread can be started, no archive is made, and the next daemon starts without one
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
            // a runner without free file descriptors cannot even load the class that reports the free memory
            said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether there is enough memory and disk to make an archive. The two JVMs must not take memory that targets need,
     * least of all in a container, whose memory limit Java knows.
     */
    private boolean hasRoom() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        boolean isLimited = system.getTotalMemorySize() < ofMachine("MemTotal:");
        long memory = isLimited ? system.getFreeMemorySize() : ofMachine("MemAvailable:");
        return memory >= MEMORY && Files.getFileStore(folder).getUsableSpace() >= DISK;
    }

    /**
     * A figure of the machine's memory from {@code /proc/meminfo} (proc(5)) in bytes; 0 where the kernel does not show
     * the figure.
     */
    private static long ofMachine(String key) throws IOException {
        String[] words = Files.readString(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII).split("\\s+");
        int at = Arrays.asList(words).indexOf(key);
        return at < 0 ? 0 : Long.parseLong(words[at + 1]) << 10;
    }

    private static void said(Throwable trouble) {
        LOG.log(System.Logger.Level.DEBUG, NO_ARCHIVE, trouble);
    }

    /**
     * Stops making a class archive, if that is under way. The next daemon deletes files that could not be removed in
     * time.
     */
    @Override
    public void close() throws InterruptedException {
        training.close();
        thread.interrupt();
        thread.join(1000);
    }
}
