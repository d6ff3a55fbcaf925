package dev.dpm.process.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;

import dev.dpm.process.Cookie;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * Launches a target by one posix_spawn(3), which sets the session, signals, folder, descriptors and the soft limit of
 * open files. This saves the programs of {@link LaunchPrefix}, each of which takes 0.7 ms. If it fails, no process was
 * created, and {@link PrefixedLaunch} is used instead. Thread-safe.
 */
final class Spawn {

    private record Found(Optional<Spawn> way, Optional<String> remark) {
    }

    private static final AtomicReference<Found> KNOWN = new AtomicReference<>();

    /** The value of a parameter {@code files} with which the target inherits the runner's soft limit of open files. */
    static final long AS_IT_IS = Long.MAX_VALUE;
    private static final int RLIMIT_NOFILE = 7;
    private static final int RLIMIT_BYTES = 16;
    /** Flags of open(2), on x86-64 and arm64. */
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 0x400;
    private static final int O_CLOEXEC = 0x80000;
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    /** The number of file descriptors that stay free for the runner when its limit of open files is lowered. */
    private static final int MARGIN = 64;
    /** The longest wait for another launch that has lowered the runner's limit of open files. */
    private static final long LIMIT_PATIENCE_MILLIS = 50;
    private static final byte[] NOTHING = {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l', 0};

    /**
     * A launch holds this lock while the runner's soft limit of open files is lowered, since other launches would inherit
     * the lower limit too.
     */
    private static final ReentrantLock LIMIT = new ReentrantLock();

    private final Memory attributes = new Memory(SpawnCalls.STRUCT_BYTES);

    private Spawn() {
        SpawnCalls.posix_spawnattr_init(attributes);
        try (Memory signals = new Memory(SpawnCalls.SIGNALS_BYTES)) {
            signals.clear();
            SpawnCalls.posix_spawnattr_setsigmask(attributes, signals);
            signals.setMemory(0, SpawnCalls.SIGNALS_BYTES, (byte) 0xff);
            SpawnCalls.posix_spawnattr_setsigdefault(attributes, signals);
        }
        SpawnCalls.posix_spawnattr_setflags(attributes,
                (short) (SpawnCalls.SETSIGDEF | SpawnCalls.SETSIGMASK | SpawnCalls.SETSID));
    }

    /** Returns the object for this machine; empty if the C library lacks a function that is needed. */
    static Optional<Spawn> ofThisMachine() {
        return found().way();
    }

    /**
     * Why this class cannot be used on this machine, so that {@link PrefixedLaunch} is used instead; empty if it can.
     */
    static Optional<String> remark() {
        return Optional.ofNullable(KNOWN.get()).flatMap(Found::remark);
    }

    private static synchronized Found found() {
        if (KNOWN.get() == null) {
            KNOWN.set(find());
        }
        return KNOWN.get();
    }

    private static Found find() {
        try {
            Kernel.load();
            return new Found(Optional.of(new Spawn()), Optional.empty());
        } catch (LinkageError missing) {
            return new Found(Optional.empty(), Optional.of("this machine's C library cannot start a program in one step"
                    + " (glibc 2.34 or later can): targets start some milliseconds later, through small programs"));
        }
    }

    /** Whether posix_spawn(3) can set everything that a launch order demands. */
    static boolean isPossible(LaunchOrder order, LaunchPrefix prefix) {
        return order.user().isEmpty() && order.properties().areInherited() && !order.inheritStdin()
                && prefix.isOwnUmask(order.umask())
                && order.command().get(0).startsWith("/") && SpawnText.isPossible(order);
    }

    /**
     * Launches the program of a launch order.
     *
     * @param files the soft limit of open files for the target, or {@link #AS_IT_IS}
     * @return the pid of the new process; empty if no process was created
     */
    OptionalLong start(LaunchOrder order, Cookie cookie, long files) {
        int in = open(NOTHING, 0);
        if (in < 0) {
            return OptionalLong.empty();
        }
        try {
            boolean hasRoom = in + MARGIN < Math.min(files, limit());
            int out = hasRoom ? output(order) : -1;
            return out < 0 ? OptionalLong.empty() : start(order, cookie, files, new Streams(in, out, out));
        } finally {
            Kernel.close(in);
        }
    }

    /**
     * The file descriptors that become the child's stdin, stdout and stderr. {@link #STDOUT} means that the child
     * inherits the runner's own.
     */
    private record Streams(int in, int out, int errors) {
    }

    private OptionalLong start(LaunchOrder order, Cookie cookie, long files, Streams streams) {
        if (order.output().errors().isEmpty()) {
            return spawned(order, cookie, files, streams);
        }
        int errors = open(path(order.output().errors().get()), O_WRONLY | O_APPEND);
        try {
            return errors < 0
                    ? OptionalLong.empty()
                    : spawned(order, cookie, files, new Streams(streams.in, streams.out, errors));
        } finally {
            if (errors > STDERR) {
                Kernel.close(errors);
            }
            if (errors < 0 && streams.out > STDERR) {
                Kernel.close(streams.out);
            }
        }
    }

    private OptionalLong spawned(LaunchOrder order, Cookie cookie, long files, Streams streams) {
        try (SpawnText text = SpawnText.of(order, cookie);
                Memory actions = new Memory(SpawnCalls.STRUCT_BYTES);
                Memory pid = new Memory(Integer.BYTES)) {
            int refused = describe(actions, text, streams);
            if (refused == 0) {
                IntSupplier spawn = () -> SpawnCalls.posix_spawn(pid, text.program(), actions, attributes,
                        text.arguments(), text.environment());
                refused = files == AS_IT_IS ? spawn.getAsInt() : limited(files, spawn);
            }
            SpawnCalls.posix_spawn_file_actions_destroy(actions);
            return refused == 0 ? OptionalLong.of(pid.getInt(0)) : OptionalLong.empty();
        } finally {
            if (streams.out > STDERR) {
                Kernel.close(streams.out);
            }
        }
    }

    private static int describe(Memory actions, SpawnText text, Streams streams) {
        SpawnCalls.posix_spawn_file_actions_init(actions);
        int refused = SpawnCalls.posix_spawn_file_actions_adddup2(actions, streams.in, STDIN);
        if (streams.out > STDERR) {
            refused |= SpawnCalls.posix_spawn_file_actions_adddup2(actions, streams.out, STDOUT);
        }
        if (streams.errors > STDERR) {
            refused |= SpawnCalls.posix_spawn_file_actions_adddup2(actions, streams.errors, STDERR);
        }
        refused |= SpawnCalls.posix_spawn_file_actions_addchdir_np(actions, text.folder());
        return refused | SpawnCalls.posix_spawn_file_actions_addclosefrom_np(actions, STDERR + 1);
    }

    /**
     * The file descriptor that becomes the child's stdout and stderr. {@link #STDOUT} means that the child inherits the
     * runner's own; a negative number means that the output file cannot be opened.
     */
    private static int output(LaunchOrder order) {
        return switch (order.output().kind()) {
            case INHERIT -> STDOUT;
            case NULL -> open(NOTHING, O_WRONLY);
            case FILE, BOTH -> open(path(order.output().file().orElseThrow()), O_WRONLY | O_APPEND);
        };
    }

    private static byte[] path(Path file) {
        return NativeText.encode(NativePaths.text(file) + '\0');
    }

    private static int open(byte[] path, int flags) {
        try {
            int descriptor = Kernel.open(path, flags | O_CLOEXEC);
            if (descriptor <= STDERR) {
                // the runner got descriptor 0, 1 or 2, since its own stdin, stdout or stderr is closed
                Kernel.close(descriptor);
                return -1;
            }
            return descriptor;
        } catch (LastErrorException refused) {
            return -1;
        }
    }

    private static long limit() {
        try (Memory limits = new Memory(RLIMIT_BYTES)) {
            Kernel.getrlimit(RLIMIT_NOFILE, limits);
            return limits.getLong(0) < 0 ? Long.MAX_VALUE : limits.getLong(0);
        }
    }

    /**
     * Calls {@code spawn} while the runner's soft limit of open files is lowered, since the child inherits this limit.
     * Returns 0 or errno.
     */
    private static int limited(long files, IntSupplier spawn) {
        try {
            if (!LIMIT.tryLock(LIMIT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return Kernel.EINTR;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Kernel.EINTR;
        }
        try (Memory own = new Memory(RLIMIT_BYTES); Memory lowered = new Memory(RLIMIT_BYTES)) {
            Kernel.getrlimit(RLIMIT_NOFILE, own);
            lowered.setLong(0, files);
            lowered.setLong(Long.BYTES, own.getLong(Long.BYTES));
            Kernel.setrlimit(RLIMIT_NOFILE, lowered);
            try {
                return spawn.getAsInt();
            } finally {
                restore(own);
            }
        } catch (LastErrorException refused) {
            return refused.getErrorCode();
        } finally {
            LIMIT.unlock();
        }
    }

    /** Restores the runner's soft limit of open files. A failure throws no exception, since the program was launched. */
    private static void restore(Memory own) {
        try {
            Kernel.setrlimit(RLIMIT_NOFILE, own);
        } catch (LastErrorException refused) {
            // the runner continues with the lower limit
        }
    }
}
