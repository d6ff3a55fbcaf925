package dev.dpm.check.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.dpm.process.BoundedFile;
import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses;

/**
 * Finds the process of another program that listens on the port of a target's check. It is found in {@code /proc/net/tcp},
 * {@code /proc/net/unix} and the links in {@code /proc/PID/fd} (proc(5)). In a case of doubt, no process is found: if the
 * target itself listens on any socket, or if the process on the port cannot be examined, began after the target, or is a
 * process of another target, an ancestor of the target (socket activation) or the port forwarder of a container.
 */
final class ForeignListener {

    /** Programs that listen in place of a process in another network namespace, as {@code /proc/PID/comm} names them. */
    private static final Set<String> FORWARDERS = Set.of("docker-proxy", "rootlessport", "rootlessport-ch",
            "rootlesskit", "slirp4netns", "pasta", "pasta.avx2", "passt", "conmon", "kube-proxy", "systemd",
            "systemd-socket-", "inetd", "xinetd");
    private static final String LISTENS = "0A";
    /** The flag __SO_ACCEPTCON in the column Flags of {@code /proc/net/unix}. */
    private static final String UNIX_LISTENS = "00010000";
    private static final int HEX = 16;
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int UNIX_FLAGS = 3;
    private static final int UNIX_INODE = 6;
    private static final int MOST_ANCESTORS = 64;
    private static final int LONGEST_ENVIRONMENT = 1 << 20;

    private final TargetProcesses processes;

    ForeignListener(TargetProcesses processes) {
        this.processes = processes;
    }

    /** A clause about the process that listens on this port in place of the target; empty: there is none, or it is unknown. */
    Optional<String> on(String host, int port, Incarnation life, ProcessIdentity main) {
        try {
            return isThisMachine(host) && isInSameNetwork(main.pid()) ? find(port, life, main) : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isThisMachine(String host) throws IOException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean isKnown = bare.equalsIgnoreCase("localhost") || bare.contains(":") || bare.matches("[0-9.]+");
        if (!isKnown) {
            return false;
        }
        InetAddress address = InetAddress.getByName(bare);
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }

    private static boolean isInSameNetwork(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"))
                .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
    }

    private Optional<String> find(int port, Incarnation life, ProcessIdentity main) throws IOException {
        Set<String> all = new HashSet<>();
        Set<String> onPort = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            forEachSocket(table, INODE, columns -> {
                if (columns[STATE].equals(LISTENS)) {
                    all.add(columns[INODE]);
                    if (port(columns[LOCAL]) == port) {
                        onPort.add(columns[INODE]);
                    }
                }
            });
        }
        forEachSocket("unix", UNIX_INODE, columns -> {
            if (columns[UNIX_FLAGS].equals(UNIX_LISTENS)) {
                all.add(columns[UNIX_INODE]);
            }
        });
        for (ProcessIdentity member : processes.members(life, main)) {
            if (processes.isAlive(member) && holdsAny(Long.toString(member.pid()), all)) {
                return Optional.empty();
            }
        }
        return onPort.isEmpty() ? Optional.empty() : stranger(port, onPort, main);
    }

    /**
     * Reads a table of sockets in {@code /proc/self/net} line by line. On a busy server, the whole table would not fit into a
     * small heap.
     */
    private static void forEachSocket(String table, int lastColumn, Consumer<String[]> columns) throws IOException {
        Path file = Path.of("/proc/self/net/" + table);
        if (!Files.exists(file)) {
            return; // a kernel without IPv6 has no tcp6
        }
        try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
            lines.readLine(); // the names of the columns
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] found = line.strip().split(" +", lastColumn + 2);
                if (found.length > lastColumn) {
                    columns.accept(found);
                }
            }
        }
    }

    /** The port in an address of {@code /proc/net/tcp}: the hexadecimal digits after the last colon. */
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }

    private Optional<String> stranger(int port, Set<String> onPort, ProcessIdentity main) throws IOException {
        List<ProcessIdentity> holders = holders(onPort);
        Set<Long> exempt = ancestors(main.pid());
        for (ProcessIdentity holder : holders) {
            if (exempt.contains(holder.pid()) || holder.startTicks() >= main.startTicks() || isOfTarget(holder.pid())
                    || FORWARDERS.contains(name(holder.pid()))) {
                return Optional.empty();
            }
        }
        if (holders.isEmpty() || !processes.isAlive(main)) {
            return Optional.empty();
        }
        long pid = holders.get(0).pid();
        return Optional.of("port " + port + " is answered by process " + pid + " (" + name(pid)
                + "), which is not the target's");
    }

    private List<ProcessIdentity> holders(Set<String> sockets) throws IOException {
        List<ProcessIdentity> holders = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path one : all) {
                String pid = one.getFileName().toString();
                if (isHolder(pid, sockets)) {
                    processes.identify(Long.parseLong(pid)).ifPresent(holders::add);
                }
            }
        }
        return holders;
    }

    /** Whether a process has one of these sockets open. False: also if it has ended, or its descriptors cannot be read. */
    private static boolean isHolder(String pid, Set<String> sockets) {
        try {
            return holdsAny(pid, sockets);
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean holdsAny(String pid, Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : links) {
                String aim = aim(link);
                if (aim.startsWith("socket:[") && sockets.contains(aim.substring(8, aim.length() - 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String aim(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Set<Long> ancestors(long pid) throws IOException {
        Set<Long> found = new HashSet<>(Set.of(1L, ProcessHandle.current().pid()));
        long one = pid;
        for (int steps = 0; steps < MOST_ANCESTORS && one > 1; steps++) {
            String stat = Files.readString(Path.of("/proc/" + one + "/stat"), ISO_8859_1);
            one = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1]);
            found.add(one);
        }
        return found;
    }

    /** Whether this process belongs to a target of any runner, to which a check may lead on purpose. */
    private static boolean isOfTarget(long pid) throws IOException {
        return Cookie.in(BoundedFile.head(Path.of("/proc/" + pid + "/environ"), LONGEST_ENVIRONMENT)).isPresent();
    }

    private static String name(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/comm"), ISO_8859_1).strip()
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}
