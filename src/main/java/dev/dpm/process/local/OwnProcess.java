package dev.dpm.process.local;

import java.io.File;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Figures of the runner's own process from the kernel (proc(5)). An empty result means that the figure cannot be read.
 */
public final class OwnProcess {

    private static final long KIB = 1024;

    private final ProcFiles proc = new ProcFiles();

    public Optional<Long> anonymousBytes() {
        return status("RssAnon:").map(text -> Long.parseLong(text.split(" ")[0]) * KIB);
    }

    public int threads() {
        return status("Threads:").map(Integer::parseInt).orElse(0);
    }

    /** The number of file descriptors that the runner has open. */
    public Optional<Long> descriptors() {
        String[] open = new File("/proc/self/fd").list();
        // listing the folder takes one descriptor itself, which is not counted
        return open == null ? Optional.empty() : Optional.of(open.length - 1L);
    }

    /** The user and system CPU time that the runner has used since its start. */
    public Optional<Duration> cpu() {
        try {
            return proc.stat(ProcessHandle.current().pid()).map(stat -> ProcStat.TICK.multipliedBy(stat.ownTicks()));
        } catch (UncheckedIOException cannotLook) {
            return Optional.empty();
        }
    }

    private Optional<String> status(String key) {
        try {
            return proc.ownStatus(key);
        } catch (UncheckedIOException cannotLook) {
            return Optional.empty();
        }
    }
}
