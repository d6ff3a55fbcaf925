package dev.dpm.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** The process at the other end (SO_PEERCRED, socket(7)). */
final class Peer {

    private static final Set<String> ROOT = Set.of("root", "0");

    private Peer() {
    }

    /** Whether it is the home's owner or root, even if somebody changed the modes. */
    static boolean mayCommand(SocketChannel channel, Path home) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UnixDomainPrincipal caller = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return caller.user().equals(Files.getOwner(home)) || ROOT.contains(caller.user().getName());
    }
}
