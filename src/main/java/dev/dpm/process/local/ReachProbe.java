package dev.dpm.process.local;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

import com.sun.jna.LastErrorException;

import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Reach;

/**
 * Finds out which files of a process the runner may read, and whether it may signal the process. The process is not
 * changed.
 */
public final class ReachProbe {

    private final ProcFiles proc = new ProcFiles();

    public Reach of(ProcessIdentity process) {
        String folder = "/proc/" + process.pid() + "/";
        return new Reach(canSignal(process), proc.isAlive(process), canOpen(folder + "smaps_rollup"),
                canOpen(folder + "environ"), new File(folder + "root/.").exists());
    }

    private boolean canSignal(ProcessIdentity process) {
        try (Pidfd held = Pidfd.open(process.pid())) {
            held.sendNothing();
            return true;
        } catch (LastErrorException refused) {
            return refused.getErrorCode() == Kernel.ENOSYS && canSignalByPid(process);
        }
    }

    private static boolean canSignalByPid(ProcessIdentity process) {
        try {
            return Kernel.kill((int) process.pid(), 0) == 0;
        } catch (LastErrorException refused) {
            return false;
        }
    }

    /**
     * Whether the runner may read a file. The method only opens the file, since the kernel checks the permission at
     * that moment.
     */
    private static boolean canOpen(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.available() >= 0;
        } catch (IOException refused) {
            return false;
        }
    }
}
