package dev.dpm.process.local;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

import com.sun.jna.LastErrorException;

import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Reach;

/** Finds out which files of a process are readable, and whether it can be signalled. */
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

    /** Whether a file can be opened. The kernel checks the permission only when a file is opened. */
    private static boolean canOpen(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.available() >= 0;
        } catch (IOException refused) {
            return false;
        }
    }
}
