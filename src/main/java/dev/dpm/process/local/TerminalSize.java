package dev.dpm.process.local;

import java.util.Optional;
import java.util.regex.Pattern;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/**
 * The size of a terminal (TIOCGWINSZ of ioctl_tty(2)).
 *
 * @param columns at least 1
 * @param lines at least 1
 */
public record TerminalSize(int columns, int lines) {

    /**
     * The devices of pseudo terminals and consoles. Other terminals are not opened: opening a serial line would affect
     * the device at its other end.
     */
    private static final Pattern DEVICE = Pattern.compile("/dev/(?:pts/|tty)[0-9]{1,7}");

    private static final int O_NOCTTY = 0400;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final long TIOCGWINSZ = 0x5413;
    private static final int WINSIZE_BYTES = 8;

    /** The size of the terminal with this device file; empty if the file is no terminal, or the size is unknown. */
    public static Optional<TerminalSize> of(String device) {
        if (!DEVICE.matcher(device).matches()) {
            return Optional.empty();
        }
        try {
            int descriptor = Kernel.open(device, O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
            try (Memory size = new Memory(WINSIZE_BYTES)) {
                Kernel.ioctl(descriptor, TIOCGWINSZ, size);
                return known(Short.toUnsignedInt(size.getShort(2)), Short.toUnsignedInt(size.getShort(0)));
            } finally {
                Kernel.close(descriptor);
            }
        } catch (LastErrorException e) {
            return Optional.empty();
        }
    }

    private static Optional<TerminalSize> known(int columns, int lines) {
        return columns > 0 && lines > 0 ? Optional.of(new TerminalSize(columns, lines)) : Optional.empty();
    }
}
