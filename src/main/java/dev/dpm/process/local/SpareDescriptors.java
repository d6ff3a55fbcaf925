package dev.dpm.process.local;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.dpm.process.OpenFiles;

/**
 * Opens a few file descriptors as a reserve. When the process has no other free descriptor, this class closes the
 * reserve. Then a health probe or a command can still connect and get an answer, and the runner can examine its
 * targets. The reserve is opened again when {@link #PLENTY} descriptors are free. Only one thread may use an instance.
 */
public final class SpareDescriptors {

    /**
     * The number of file descriptors in the reserve: enough for one or two connections, for the files that are opened
     * to answer them, and for one reading of a target's processes.
     */
    static final int SPARE = 8;
    /**
     * The number of file descriptors that must be free before the reserve is opened again, so that the reserve takes
     * no descriptor that is needed for other work.
     */
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
     * Makes an instance whose reserve of file descriptors is still empty.
     *
     * @param proc the folder of this process in {@code /proc}
     * @param canOpen returns whether the process can open a file now
     */
    SpareDescriptors(String proc, BooleanSupplier canOpen) {
        this.proc = proc;
        this.canOpen = canOpen;
    }

    /**
     * Closes the reserve if the runner lacks descriptors, and opens it again when enough are free. Returns a sentence
     * while the runner lacks descriptors, otherwise empty.
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
