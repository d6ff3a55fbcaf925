package dev.dpm.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** The process at the other end of a connection (SO_PEERCRED, socket(7)). */
final class Peer {

    private static final Set<String> ROOT = Set.of("root", "0");

    private Peer() {
    }

    /**
     * Whether the client's user may send commands: the owner of the home folder or root. This is checked in case somebody
     * changed the modes of folder and socket.
     */
    static boolean mayCommand(SocketChannel channel, Path home) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UnixDomainPrincipal caller = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return caller.user().equals(Files.getOwner(home)) || ROOT.contains(caller.user().getName());
    }
}
