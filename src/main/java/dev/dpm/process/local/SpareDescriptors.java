package dev.dpm.process.local;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.dpm.process.OpenFiles;

/**
 * Keeps a few file descriptors open as a reserve, and closes them when no other descriptor is free, so that a health
 * probe or a command still gets an answer. For use by one thread.
 */
public final class SpareDescriptors {

    /** The number of descriptors in reserve: enough for one or two connections and the files that they need. */
    static final int SPARE = 8;
    /** The number of descriptors that must be free before the reserve is opened again. */
    private static final int PLENTY = 2 * SPARE;

    private static final String ADVICE = "; raise its limit of open files (ulimit -n)";

    private final String proc;
    private final BooleanSupplier canOpen;
    private final Deque<FileInputStream> held = new ArrayDeque<>();
    private boolean gaveUp;

    public SpareDescriptors() {
        this("/proc/self", ProcFiles::canOpen);
    }

    /**
     * Creates an object without a reserve.
     *
     * @param proc the folder of the runner in {@code /proc}
     * @param canOpen returns whether a file can be opened
     */
    SpareDescriptors(String proc, BooleanSupplier canOpen) {
        this.proc = proc;
        this.canOpen = canOpen;
    }

    /**
     * Closes the reserve if no descriptor is free, or opens it again. Returns a sentence for the user while descriptors
     * are lacking; otherwise empty.
     */
    public Optional<String> look() {
        if (!held.isEmpty() && !canOpen.getAsBoolean()) {
            giveUp();
            gaveUp = true;
        } else if (held.isEmpty() && OpenFiles.freeOf(proc).orElse(0) >= PLENTY) {
            putBy();
            gaveUp = held.isEmpty();
        }
        if (gaveUp) {
            return Optional.of("the runner has no descriptors left but the " + SPARE
                    + " it had put by, to answer probes and commands with" + ADVICE);
        }
        return canOpen.getAsBoolean()
                ? Optional.empty()
                : Optional.of("the runner has no descriptors left" + ADVICE);
    }

    int held() {
        return held.size();
    }

    private void putBy() {
        try {
            while (held.size() < SPARE) {
                held.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException somebodyWasQuicker) {
            giveUp();
        }
    }

    private void giveUp() {
        while (!held.isEmpty()) {
            try {
                held.remove().close();
            } catch (IOException e) {
                throw new IllegalStateException("/dev/null cannot be closed", e);
            }
        }
    }
}
