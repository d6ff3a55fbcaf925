package dev.dpm.evidence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.dpm.incident.Evidence.PeerFacts;

/**
 * Reads the TCP sockets of the target's processes from {@code /proc/PID/net/tcp} (proc(5)). The states of sockets are those of
 * the kernel's tcp_states.h.
 */
record NetworkLook(Reader reader, Gathered gathered) {

    private static final String ESTABLISHED = "01";
    private static final String LISTENS = "0A";
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int MOST_PEERS = 50;
    private static final int HEX = 16;
    private static final int WORD = 8;

    void see(TreeLook tree) {
        if (tree.pid() == 0) {
            return;
        }
        Set<Long> own = new HashSet<>(tree.sockets());
        Set<String> listening = new TreeSet<>();
        List<Connection> connections = new ArrayList<>();
        for (String file : List.of("tcp", "tcp6")) {
            try {
                for (String line : reader.text("/proc/" + tree.pid() + "/net/" + file).split("\n")) {
                    take(line.strip().split(" +"), own, listening, connections);
                }
            } catch (IOException e) {
                gathered.lacks("connections: /proc/" + tree.pid() + "/net/" + file + " cannot be read");
            }
        }
        Map<String, Integer> peers = new TreeMap<>();
        connections.forEach(one -> peers.merge(one.peer(listening), 1, Integer::sum));
        gathered.network(List.copyOf(listening), peers.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_PEERS).map(peer -> new PeerFacts(peer.getKey(), peer.getValue())).toList());
    }

    /**
     * The local address and the remote side of a connection. The remote port is left out if the kernel of the other machine
     * chose it at random.
     */
    private record Connection(String local, String remote) {

        String peer(Set<String> listening) {
            String port = local.substring(local.lastIndexOf(':'));
            boolean isIncoming = listening.stream().anyMatch(address -> address.endsWith(port));
            return isIncoming
                    ? remote.substring(0, remote.lastIndexOf(':')) + " (to port " + port.substring(1) + ")"
                    : remote;
        }
    }

    private static void take(String[] columns, Set<Long> own, Set<String> listening,
            List<Connection> connections) {
        if (columns.length <= INODE || !columns[INODE].matches("[0-9]{1,18}")
                || !own.contains(Long.parseLong(columns[INODE]))) {
            return;
        }
        if (columns[STATE].equals(LISTENS)) {
            listening.add(address(columns[LOCAL]));
        } else if (columns[STATE].equals(ESTABLISHED)) {
            connections.add(new Connection(address(columns[LOCAL]), address(columns[REMOTE])));
        }
    }

    /**
     * Parses an address such as {@code 0100007F:1F90}: 32-bit words in the byte order of the machine, then the port, all in
     * hexadecimal.
     */
    static String address(String text) {
        int colon = text.indexOf(':');
        byte[] bytes = new byte[colon / 2];
        for (int word = 0; word < colon; word += WORD) {
            for (int i = 0; i < WORD / 2; i++) {
                int from = word + WORD - 2 - 2 * i;
                bytes[word / 2 + i] = (byte) Integer.parseInt(text.substring(from, from + 2), HEX);
            }
        }
        int port = Integer.parseInt(text.substring(colon + 1), HEX);
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            String shown = address.getHostAddress();
            return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
