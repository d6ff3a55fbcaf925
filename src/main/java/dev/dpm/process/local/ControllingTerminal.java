package dev.dpm.process.local;

import com.sun.jna.LastErrorException;

/**
 * The terminal on stdin, if it controls the session of the runner. A shell or {@code docker run -it} gives the runner
 * such a terminal.
 *
 * <p>
 * The signals of the terminal's keys (INT, QUIT, TSTP) go to the foreground process group of the session that the
 * terminal controls, and a terminal controls one session at a time (tty_ioctl(4)). A target in a session of its own
 * therefore gets those signals only if the terminal controls that session.
 */
public final class ControllingTerminal {

    private static final int STDIN = 0;
    /** The request of ioctl_tty(2) that gives up the controlling terminal, on x86-64 and arm64. */
    private static final long TIOCNOTTY = 0x5422;

    private ControllingTerminal() {
    }

    /** Whether the runner's stdin is a terminal. */
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
     * Detaches the runner from its terminal if the runner leads the terminal's session, so that a target can take the
     * terminal. The kernel then sends HUP and CONT to the runner's process group, and the runner must ignore both
     * signals.
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
