package dev.dpm.process.local;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The C functions posix_spawn(3) and those that prepare its call; each returns 0 or errno. They are not in {@link
 * Kernel}, since the C library musl lacks one of them ({@code addclosefrom_np}), so that loading them may fail.
 */
final class SpawnCalls {

    /**
     * A number of bytes that is enough for a posix_spawnattr_t (336 bytes in glibc) and for a posix_spawn_file_actions_t
     * (80 bytes).
     */
    static final int STRUCT_BYTES = 512;
    /** The number of bytes of a sigset_t, the C library's set of signals. */
    static final int SIGNALS_BYTES = 128;
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
