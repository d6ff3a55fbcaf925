package dev.dpm.process.local;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.dpm.process.OpenFiles;

/**
 * A few descriptors put by. When no other can be had they are given up: a probe or a command can connect and be
 * answered, and the runner can look at its targets. They are put by again once there are plenty. For one thread.
 */
public final class SpareDescriptors {

    /** A connection or two, what answering them opens, and a look at a target beside. */
    static final int SPARE = 8;
    /** So many must be free before some are put by again, lest they are taken from somebody who needs them. */
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
     * @param proc where the kernel tells of this process
     * @param canOpen whether any descriptor can be had now
     */
    SpareDescriptors(String proc, BooleanSupplier canOpen) {
        this.proc = proc;
        this.canOpen = canOpen;
    }

    /** Gives up or puts by what is called for now. Answers a sentence while the runner lacks descriptors. */
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
