package dev.dpm.process.local;

import com.sun.jna.LastErrorException;

/**
 * The terminal on stdin that controls the runner's session. Its keys (INT, QUIT, TSTP) reach only the session that it controls
 * (tty_ioctl(4)).
 */
public final class ControllingTerminal {

    private static final int STDIN = 0;
    /** Gives up the controlling terminal (ioctl_tty(2)), on x86-64 and arm64. */
    private static final long TIOCNOTTY = 0x5422;

    private ControllingTerminal() {
    }

    public static boolean isOnStdin() {
        return isTerminal(STDIN);
    }

    /** Whether a descriptor is a terminal (isatty(3)). */
    public static boolean isTerminal(int descriptor) {
        try {
            return Kernel.isatty(descriptor) == 1;
        } catch (LinkageError unavailable) {
            return false;
        }
    }

    /**
     * Detaches the runner from its terminal, so that a target can take it. The kernel then sends HUP and CONT, which the runner
     * must ignore.
     */
    public static TerminalUse giveUp() {
        ProcFiles proc = new ProcFiles();
        long self = ProcessHandle.current().pid();
        boolean leads = proc.stat(self).filter(stat -> stat.session() == self).isPresent();
        if (!leads) {
            return TerminalUse.SHARED;
        }
        try {
            Kernel.ioctl(STDIN, TIOCNOTTY, 0);
            return TerminalUse.HANDED_OVER;
        } catch (LastErrorException | LinkageError refused) {
            return TerminalUse.NONE;
        }
    }
}
