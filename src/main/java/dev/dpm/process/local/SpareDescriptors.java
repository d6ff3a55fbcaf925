package dev.dpm.process.local;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.dpm.process.OpenFiles;

/**
 * Keeps a few descriptors in reserve, and closes them when no other is free, so that a health probe or command still gets an
 * answer. For use by one thread.
 */
public final class SpareDescriptors {

    /** The size of the reserve: one or two connections, and their files. */
    static final int SPARE = 8;
    /** How many must be free before the reserve is opened again. */
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
     * @param proc this process's folder in {@code /proc}
     * @param canOpen whether a file can be opened
     */
    SpareDescriptors(String proc, BooleanSupplier canOpen) {
        this.proc = proc;
        this.canOpen = canOpen;
    }

    /** Closes or opens the reserve. Returns a sentence while descriptors are lacking. */
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
