package dev.dpm.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.dpm.command.Commands;
import dev.dpm.process.OwnThread;
import dev.dpm.socket.WaitingRequests.Waiting;

/**
 * Serves commands at a Unix socket (unix(7)) in the home folder. Only the folder's owner can open the socket. One thread serves
 * connections, and up to four threads carry out commands.
 */
public final class CommandSocket implements AutoCloseable {

    private static final int WORKERS = 4;
    private static final int IDLE_SECONDS = 5;
    private static final int BACKLOG = 128;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 100;
    private static final long LAST_ANSWERS_MILLIS = 1_000;
    /** The largest number of bytes in the socket's path (unix(7)). */
    private static final int LONGEST_PATH = 107;

    private static final SocketAnswer BUSY = SocketAnswer.refusal(503,
            "Too many requests wait for this runner, so nothing was done; ask again in a few seconds.");

    private final Path file;
    private final Routes routes;
    private final SocketLimits limits;
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> thread(task, "dpm-command"));
    private final WaitingRequests waiting = new WaitingRequests();
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Map<SelectionKey, SocketVisit> visits = new LinkedHashMap<>();
    private final Selector selector;
    private final Thread thread;
    private ServerSocketChannel server;
    private Object bound = "";
    private long boundAt = System.nanoTime();
    private volatile boolean isClosing;

    public CommandSocket(Path file, Commands commands) throws IOException {
        this(file, commands, SocketLimits.USUAL);
    }

    CommandSocket(Path file, Commands commands, SocketLimits limits) throws IOException {
        this.file = file;
        this.routes = new Routes(commands);
        this.limits = limits;
        this.selector = Selector.open();
        workers.allowCoreThreadTimeOut(true);
        this.thread = thread(this::serve, "dpm-socket");
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, OwnThread.SMALL_STACK);
        thread.setDaemon(true);
        return thread;
    }

    /** Opens the socket. It replaces the socket of an earlier runner. */
    public void begin() throws IOException {
        try {
            bind();
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        Optional<String> noThread = OwnThread.begin(thread);
        if (noThread.isPresent()) {
            close();
            throw new IOException(noThread.get());
        }
    }

    private synchronized void bind() throws IOException {
        int length = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException("its path has " + length + " bytes, of which a socket takes " + LONGEST_PATH);
        }
        ServerSocketChannel fresh = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(file);
            // until the mode is set, the home folder's own mode keeps other users away from the socket
            fresh.bind(UnixDomainSocketAddress.of(file), BACKLOG);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            fresh.configureBlocking(false);
            bound = inode();
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        ServerSocketChannel before = server;
        server = fresh;
        answers.add(() -> listen(fresh, before));
        selector.wakeup();
    }

    private void listen(ServerSocketChannel fresh, ServerSocketChannel before) {
        try {
            fresh.register(selector, SelectionKey.OP_ACCEPT);
            if (before != null) {
                before.close();
            }
        } catch (IOException e) {
            said("the socket of the command line cannot be listened at", e);
        }
    }

    private Object inode() throws IOException {
        return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : "";
    }

    /**
     * Opens a new socket if the file of the present one was deleted or replaced.
     * @return whether a new one was opened
     */
    public boolean restore() throws IOException {
        if (inode().equals(bound)) {
            return false;
        }
        bind();
        return true;
    }

    private void serve() {
        try {
            while (!isClosing || visits.values().stream().anyMatch(visit -> !visit.isHalfSent())) {
                selector.select(visits.isEmpty() ? 0 : SWEEP_MILLIS);
                for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
                    answer.run();
                }
                List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
                selector.selectedKeys().clear();
                ready.stream().filter(SelectionKey::isValid).forEach(this::move);
                expire();
            }
        } catch (IOException | ClosedSelectorException e) {
            if (!isClosing) {
                said("the socket of the command line has broken down", e);
            }
        }
    }

    private void move(SelectionKey key) {
        if (key.channel() instanceof ServerSocketChannel listening) {
            accept(listening);
            return;
        }
        SocketVisit visit = visits.get(key);
        if (visit == null) {
            return;
        }
        try {
            if (key.isWritable()) {
                if (visit.write(System.nanoTime())) {
                    end(key);
                }
            } else {
                visit.read().ifPresent(request -> pass(visit, key, request));
                makeRoom(0);
            }
        } catch (BadRequest e) {
            visit.answer(SocketAnswer.refusal(e.status(), e.getMessage()).bytes(), System.nanoTime());
        } catch (IOException gone) {
            end(key);
        }
    }

    private void accept(ServerSocketChannel listening) {
        try {
            SocketChannel channel = listening.accept();
            if (channel == null) {
                return;
            }
            if (!Peer.mayCommand(channel, file.getParent())) {
                channel.close();
                return;
            }
            makeRoom(1);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            visits.put(key, new SocketVisit(channel, key, limits, System.nanoTime()));
        } catch (IOException e) {
            // a pause follows, since the next accept would fail too as long as no descriptor is free
            System.getLogger(CommandSocket.class.getName()).log(System.Logger.Level.DEBUG,
                    "a command could not be let in", e);
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes connections with incomplete requests, the oldest first, so that there is room for new connections.
     * @param more the number of new connections
     */
    private void makeRoom(int more) {
        while (visits.values().stream().filter(SocketVisit::isHalfSent).count() + more > limits.connections()
                || visits.values().stream().mapToInt(SocketVisit::size).sum() > limits.unfinished()) {
            Optional<SelectionKey> oldest = visits.entrySet().stream().filter(visit -> visit.getValue().isHalfSent())
                    .map(Map.Entry::getKey).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            end(oldest.get());
        }
    }

    private void pass(SocketVisit visit, SelectionKey key, Request request) {
        waiting.add(new Waiting(key, visit, request));
        if (waiting.size() > limits.waiting()) {
            waiting.giveWay().ifPresent(one -> one.visit().answer(BUSY.bytes(), System.nanoTime()));
        }
        try {
            workers.execute(this::carryOutNext);
        } catch (OutOfMemoryError noThread) {
            // Thread.start throws this error if the system provides no thread; this thread then carries out the request
            carryOutNext();
        }
    }

    /**
     * Carries out the next request, unless its client has closed the connection. That client has reported to its user that the
     * runner did not answer, so the user may have requested something else since.
     */
    private void carryOutNext() {
        List<Waiting> wanted = new ArrayList<>();
        for (Waiting one : waiting.next()) {
            if (one.visit().isAbandoned()) {
                answers.add(() -> end(one.key()));
            } else {
                wanted.add(one);
            }
        }
        if (!wanted.isEmpty()) {
            AnswerBytes said = carryOut(wanted.get(0).request()).bytes();
            answers.add(() -> answer(wanted, said));
        }
        selector.wakeup();
    }

    private SocketAnswer carryOut(Request request) {
        try {
            return routes.answer(request);
        } catch (RuntimeException e) {
            said("a command broke down", e);
            return SocketAnswer.refusal(500,
                    "The runner could not answer; its log says why. Targets are not affected.");
        }
    }

    private void answer(List<Waiting> clients, AnswerBytes said) {
        long now = System.nanoTime();
        clients.stream().filter(client -> visits.containsKey(client.key()) && client.key().isValid())
                .forEach(client -> client.visit().answer(said, now));
        boundAnswers(now);
    }

    private void boundAnswers(long now) {
        boundAt = now;
        UnreadAnswers.overLimits(visits, limits, now).forEach(this::end);
    }

    private void expire() {
        long now = System.nanoTime();
        if (now - boundAt > limits.stall().toNanos()) {
            boundAnswers(now);
        }
        visits.entrySet().stream().filter(visit -> visit.getValue().isOverdue(now)).map(Map.Entry::getKey).toList()
                .forEach(this::end);
    }

    private void end(SelectionKey key) {
        Optional.ofNullable(visits.remove(key)).ifPresent(SocketVisit::close);
    }

    private static void said(String what, Exception trouble) {
        System.getLogger(CommandSocket.class.getName()).log(System.Logger.Level.WARNING, what, trouble);
    }

    /** Deletes the socket's file, and waits a few seconds until answers are sent. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (server != null) {
                if (inode().equals(bound)) {
                    Files.deleteIfExists(file);
                }
                server.close();
            }
        }
        isClosing = true;
        selector.wakeup();
        try {
            thread.join(LAST_ANSWERS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        workers.shutdownNow();
    }
}
