package dev.dpm.process.local;

import com.sun.jna.LastErrorException;

/**
 * The terminal on the runner's stdin that is the controlling terminal of the runner's session. The signals that keys of
 * the terminal send (INT, QUIT, TSTP) reach only processes of this session (tty_ioctl(4)).
 */
public final class ControllingTerminal {

    private static final int STDIN = 0;
    /** The operation of ioctl_tty(2) that gives up the controlling terminal, on x86-64 and arm64. */
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
     * Detaches the runner from its controlling terminal, so that a target can take the terminal. The kernel then sends
     * HUP and CONT to the runner, which must ignore both.
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
