package dev.dpm.app;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.view.MachineView;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/** Reads figures of the machine, such as its load, on request. They are kept for 10 s. */
final class MachineReader {

    /**
     * The logger of the library OSHI. Without this field, the log manager would forget the logger and its level, since nothing
     * else references them.
     */
    private static final Logger OSHI = Logger.getLogger("oshi");

    static {
        // at its start, OSHI reports that udev is missing, which is of no use to users
        OSHI.setLevel(Level.WARNING);
    }

    /**
     * How long figures are kept before they are read again. They change slowly: the load averages of proc(5) change every 5 s.
     */
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int AVERAGES = 3;

    private final RuntimeDirectory home;
    private final Supplier<Duration> clock;
    private final SystemInfo system = new SystemInfo();
    private Optional<CachedView> cached = Optional.empty();

    private record CachedView(Duration at, MachineView view) {
    }

    MachineReader(RuntimeDirectory home, Supplier<Duration> clock) {
        this.home = home;
        this.clock = clock;
    }

    synchronized MachineView now() {
        Duration now = clock.get();
        if (cached.filter(look -> now.minus(look.at()).compareTo(FRESH) < 0).isEmpty()) {
            cached = Optional.of(new CachedView(now, look()));
        }
        return cached.orElseThrow().view();
    }

    private MachineView look() {
        HardwareAbstractionLayer hardware = system.getHardware();
        GlobalMemory memory = hardware.getMemory();
        return new MachineView(Runtime.getRuntime().availableProcessors(),
                averages(hardware.getProcessor().getSystemLoadAverage(AVERAGES)), memory.getTotal(),
                memory.getAvailable(), memory.getVirtualMemory().getSwapTotal(),
                memory.getVirtualMemory().getSwapUsed(), fileSystem(home.state().getParent().toFile()),
                fileSystem(home.targetLogs().toFile()), system.getOperatingSystem().getSystemUptime(),
                System.getProperty("os.version"));
    }

    private static List<Double> averages(double[] load) {
        return Arrays.stream(load).anyMatch(one -> one < 0) ? List.of() : Arrays.stream(load).boxed().toList();
    }

    /** Size and free space of a folder's file system. Empty: the folder does not exist, or cannot be read. */
    private static Optional<MachineView.FileSystem> fileSystem(File folder) {
        long bytes = folder.getTotalSpace();
        return bytes == 0
                ? Optional.empty()
                : Optional.of(new MachineView.FileSystem(folder.getPath(), bytes, folder.getUsableSpace()));
    }
}
