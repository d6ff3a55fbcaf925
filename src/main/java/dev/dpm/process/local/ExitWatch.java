package dev.dpm.process.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import com.sun.jna.LastErrorException;

import dev.dpm.process.ProcessIdentity;

/**
 * Notices the end of processes that are not our children: at once through a pidfd, within {@link #PAUSE} where the
 * kernel or a sandbox has none. One sleeping thread for each; only adopted targets need one.
 */
final class ExitWatch {

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** A second of them: then a pidfd may be had again. */
    private static final int POLLS_BEFORE_NEXT_TRY = 20;
    /** Enough for a native call; touched pages are what it costs. */
    static final long STACK_BYTES = 256 * 1024L;

    private final ProcFiles proc;

    ExitWatch(ProcFiles proc) {
        this.proc = proc;
    }

    /** Runs this once, on a thread of its own, when the process has ended; at once where it is gone. */
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
                // nobody bears the pid, or there are no pidfds here, or JNA cannot load: /proc answers all three
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
