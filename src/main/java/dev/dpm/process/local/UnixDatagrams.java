package dev.dpm.process.local;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

/** Makes datagram sockets of unix(7) and their addresses. */
final class UnixDatagrams {

    /**
     * The largest number of bytes of an address, without the NUL at the end of a path or at the beginning of an
     * abstract name.
     */
    static final int LONGEST_ADDRESS = 107;
    /** The flag of sendto(2) that prevents a SIGPIPE if the peer is closed. */
    static final int MSG_NOSIGNAL = 0x4000;

    /** These three numbers are constants of unix(7) and socket(2). */
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int FAMILY_BYTES = 2;

    private UnixDatagrams() {
    }

    static int open() throws LastErrorException {
        return Kernel.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    }

    /**
     * Creates a {@code struct sockaddr_un} that is exactly as long as its address needs. The caller closes it.
     *
     * @param name at most {@link #LONGEST_ADDRESS} bytes: a path, or {@code @} and a name in the abstract namespace
     */
    static Memory address(byte[] name) {
        boolean isAbstract = name[0] == '@';
        Memory address = new Memory(FAMILY_BYTES + name.length + (isAbstract ? 0 : 1));
        address.clear();
        address.setShort(0, (short) AF_UNIX);
        address.write(FAMILY_BYTES, name, 0, name.length);
        if (isAbstract) {
            // in place of the @, an address in the abstract namespace begins with a NUL
            address.setByte(FAMILY_BYTES, (byte) 0);
        }
        return address;
    }
}
