package dev.dpm.process.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import com.sun.jna.LastErrorException;

import dev.dpm.process.ProcessIdentity;

/**
 * Notices the end of processes that are not children of the runner: through a pidfd, or by polling {@code /proc}. Each
 * watched process takes one sleeping thread.
 */
final class ExitWatch {

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** The number of polls (one second in all) after which opening a pidfd is tried again. */
    private static final int POLLS_BEFORE_NEXT_TRY = 20;
    static final long STACK_BYTES = 256 * 1024L;

    private final ProcFiles proc;

    ExitWatch(ProcFiles proc) {
        this.proc = proc;
    }

    void onGone(ProcessIdentity identity, Runnable callback) {
        Thread thread = new Thread(null, () -> {
            awaitGone(identity);
            callback.run();
        }, "exit-watch-" + identity.pid(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitGone(ProcessIdentity identity) {
        boolean lacksDescriptors = true;
        while (lacksDescriptors) {
            lacksDescriptors = false;
            try (Pidfd held = Pidfd.open(identity.pid())) {
                if (seemsAlive(identity)) {
                    held.awaitExit();
                }
            } catch (LastErrorException unavailable) {
                lacksDescriptors = unavailable.getErrorCode() == Kernel.EMFILE
                        || unavailable.getErrorCode() == Kernel.ENFILE;
                pollUntilGone(identity, lacksDescriptors ? POLLS_BEFORE_NEXT_TRY : Integer.MAX_VALUE);
            } catch (LinkageError unavailable) {
                // the kernel has no pidfd, or the process is gone; polling /proc notices the end in both cases
                pollUntilGone(identity, Integer.MAX_VALUE);
            }
            lacksDescriptors &= seemsAlive(identity);
        }
    }

    void pollUntilGone(ProcessIdentity identity) {
        pollUntilGone(identity, Integer.MAX_VALUE);
    }

    private void pollUntilGone(ProcessIdentity identity, int most) {
        for (int polls = 0; polls < most && seemsAlive(identity); polls++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean seemsAlive(ProcessIdentity identity) {
        try {
            return proc.isAlive(identity);
        } catch (UncheckedIOException cannotTell) {
            return true;
        }
    }
}
