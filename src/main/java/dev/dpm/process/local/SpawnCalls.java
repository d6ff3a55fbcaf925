package dev.dpm.process.local;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The C functions posix_spawn(3) and those that prepare its arguments; each returns 0 or an errno. They are in a class
 * apart from {@link Kernel}, because some C libraries lack them: {@code addclosefrom_np} came with glibc 2.34, and musl
 * has none.
 */
final class SpawnCalls {

    /**
     * The number of bytes that is enough for a posix_spawnattr_t (336 in glibc) or a posix_spawn_file_actions_t (80).
     */
    static final int STRUCT_BYTES = 512;
    /** The number of bytes of a sigset_t, the C library's set of signals. */
    static final int SIGNALS_BYTES = 128;
    /** Flags for posix_spawnattr_setflags(3), from spawn.h. */
    static final int SETSIGDEF = 0x04;
    static final int SETSIGMASK = 0x08;
    static final int SETSID = 0x80;

    static {
        Native.register(SpawnCalls.class, NativeLibrary.getProcess());
    }

    private SpawnCalls() {
    }

    static native int posix_spawn(Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer arguments,
            Pointer environment);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int descriptor, int as);

    static native int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer folder);

    static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int first);
}
