package dev.dpm.process.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.Incarnation;
import dev.dpm.process.Notification;
import dev.dpm.process.Notifications;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

/**
 * Receives messages that targets send as to systemd (sd_notify(3)), on one thread. Each target has a socket. A message
 * from a process that does not belong to the target is dropped. At most {@link #BURST} messages of a target are read in a
 * second; the others wait in the socket.
 */
public final class NotifyInbox implements Notifications {

    /** The largest number of messages of a target that are read in a second. */
    static final int BURST = 100;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int EFD_CLOEXEC = 0x80000;
    /**
     * The size of a {@code struct pollfd} in bytes. Its fields are the descriptor, the events to wait for, and the events
     * that have occurred (poll(2)).
     */
    private static final int POLL_BYTES = 8;
    private static final int EVENTS_AT = 4;
    private static final int RESULT_AT = 6;
    private static final short POLLIN = 1;

    private final Path folder;
    private final String homeKey;
    private final NotifySender senders;
    private final ProcFiles proc = new ProcFiles();
    private final Map<TargetName, Box> boxes = new LinkedHashMap<>();
    private volatile Consumer<Received> listener = told -> {
    };
    private int wakeup = -1;
    private boolean isReading;

    /** The socket of a target, with the number of messages that were read from it in the present second. */
    private static final class Box {
        private final TargetName name;
        private final String address;
        private final CredentialSocket socket;
        private long secondBegan = System.nanoTime();
        private int read;

        Box(TargetName name, String address, CredentialSocket socket) {
            this.name = name;
            this.address = address;
            this.socket = socket;
        }

        /**
         * The time in nanoseconds for which no message is read from this socket, since {@link #BURST} messages were read
         * in the present second; 0 if the next message may be read at once.
         */
        long pause(long now) {
            if (now - secondBegan >= SECOND_NANOS) {
                secondBegan = now;
                read = 0;
            }
            return read < BURST ? 0 : SECOND_NANOS - (now - secondBegan);
        }
    }

    /**
     * Creates an object without sockets.
     *
     * @param folder the folder of the sockets, which only its owner may access
     * @param homeKey the key that identifies the runner's home in the variable {@code _DPM_COOKIE}
     * @param knownMembers the processes that are known to belong to targets; the launcher uses the same object
     */
    public NotifyInbox(Path folder, String homeKey, KnownMembers knownMembers) {
        this.folder = folder;
        this.homeKey = homeKey;
        this.senders = new NotifySender(homeKey, knownMembers, proc, ProcessHandle.current().pid());
    }

    @Override
    public void listen(Consumer<Received> to) {
        this.listener = to;
    }

    @Override
    public synchronized String open(TargetName target, boolean isOtherUsers) throws IOException {
        Box open = boxes.get(target);
        if (open != null) {
            return open.address;
        }
        String address = address(target, isOtherUsers);
        Box box = new Box(target, address, bound(address));
        boxes.put(target, box);
        try {
            read();
        } catch (IOException noThread) {
            close(target);
            throw noThread;
        }
        return address;
    }

    /**
     * The address of a target's socket: a path, or a name in the abstract namespace if the path is too long or the
     * target's user may not access it.
     */
    private String address(TargetName target, boolean isOtherUsers) {
        String path = folder.resolve(target + ".sock").toString();
        boolean isPath = !isOtherUsers
                && path.getBytes(StandardCharsets.UTF_8).length <= UnixDatagrams.LONGEST_ADDRESS;
        return isPath ? path : "@dpm-" + homeKey + "-" + target;
    }

    private CredentialSocket bound(String address) throws IOException {
        if (address.startsWith("@")) {
            return CredentialSocket.at(address);
        }
        Path file = Path.of(address);
        Files.createDirectories(folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(file);
        return CredentialSocket.at(address);
    }

    @Override
    public synchronized void close(TargetName target) {
        Box box = boxes.remove(target);
        if (box == null) {
            return;
        }
        box.socket.close();
        if (!box.address.startsWith("@")) {
            try {
                Files.deleteIfExists(Path.of(box.address));
            } catch (IOException kept) {
                // the file of the closed socket could not be deleted; the next socket with this path replaces it
            }
        }
        wake();
    }

    private void read() throws IOException {
        try {
            if (wakeup < 0) {
                wakeup = NotifyCalls.eventfd(0, EFD_CLOEXEC);
            }
        } catch (LastErrorException refused) {
            throw new IOException("the system refuses a descriptor (" + refused.getMessage() + ")", refused);
        }
        if (isReading) {
            wake();
            return;
        }
        Optional<String> noThread = OwnThread.begin("dpm-notify", OwnThread.SMALL_STACK, this::readAll);
        if (noThread.isPresent()) {
            throw new IOException(noThread.get());
        }
        isReading = true;
    }

    private void wake() {
        try (Memory one = new Memory(Long.BYTES)) {
            one.setLong(0, 1);
            NotifyCalls.write(wakeup, one, Long.BYTES);
        } catch (LastErrorException awake) {
            // the counter of the eventfd is full, so the reading thread is awake already (eventfd(2))
        }
    }

    private void readAll() {
        for (List<Box> open = open(); !open.isEmpty(); open = open()) {
            for (Box box : readable(open)) {
                read(box);
            }
        }
    }

    /** The sockets that are open now. If the list is empty, the reading thread must end. */
    private synchronized List<Box> open() {
        isReading = !boxes.isEmpty();
        return List.copyOf(boxes.values());
    }

    private List<Box> readable(List<Box> open) {
        long now = System.nanoTime();
        List<Box> waited = open.stream().filter(box -> box.pause(now) == 0).toList();
        OptionalLong pause = open.stream().mapToLong(box -> box.pause(now)).filter(nanos -> nanos > 0).min();
        int millis = pause.isPresent() ? (int) TimeUnit.NANOSECONDS.toMillis(pause.getAsLong()) + 1 : -1;
        try (Memory polled = new Memory((long) POLL_BYTES * (waited.size() + 1))) {
            polled.clear();
            await(polled, 0, wakeup);
            for (int at = 0; at < waited.size(); at++) {
                await(polled, at + 1, waited.get(at).socket.descriptor());
            }
            Kernel.poll(polled, waited.size() + 1L, millis);
            return come(polled, waited);
        } catch (LastErrorException interrupted) {
            return List.of();
        }
    }

    private static void await(Memory polled, int at, int descriptor) {
        polled.setInt((long) at * POLL_BYTES, descriptor);
        polled.setShort((long) at * POLL_BYTES + EVENTS_AT, POLLIN);
    }

    private List<Box> come(Memory polled, List<Box> waited) {
        if (polled.getShort(RESULT_AT) != 0) {
            try (Memory count = new Memory(Long.BYTES)) {
                NotifyCalls.read(wakeup, count, Long.BYTES);
            }
        }
        List<Box> come = new ArrayList<>();
        for (int at = 0; at < waited.size(); at++) {
            if ((polled.getShort((long) (at + 1) * POLL_BYTES + RESULT_AT) & POLLIN) != 0) {
                come.add(waited.get(at));
            }
        }
        return come;
    }

    private void read(Box box) {
        try {
            box.read++;
            taken(box).ifPresent(message -> told(box.name, message));
        } catch (UncheckedIOException | LinkageError blind) {
            // no file descriptor was free to find out the sender, so the message is dropped
        }
    }

    /** The next message from a socket; empty if there is none, or if the socket was closed meanwhile. */
    private synchronized Optional<CredentialSocket.Message> taken(Box box) {
        return boxes.get(box.name) == box ? box.socket.take() : Optional.empty();
    }

    private void told(TargetName name, CredentialSocket.Message message) {
        Optional<Incarnation> life = senders.lifeOf(message.sender()).filter(found -> found.target().equals(name));
        Notification what = Notification.parse(message.text());
        if (life.isPresent() && !what.equals(Notification.NOTHING)) {
            listener.accept(new Received(life.get(), what, main(life.get(), what)));
        }
    }

    private Optional<ProcessIdentity> main(Incarnation life, Notification what) {
        return what.mainPid().isEmpty()
                ? Optional.empty()
                : proc.identify(what.mainPid().getAsLong())
                        .filter(named -> senders.lifeOf(named.pid()).filter(life::equals).isPresent());
    }
}
