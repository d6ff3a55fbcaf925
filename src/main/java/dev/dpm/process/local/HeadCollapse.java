package dev.dpm.process.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;
import dev.dpm.process.output.HeadRemoval;

/**
 * Removes the head of a file with fallocate(2), {@code FALLOC_FL_COLLAPSE_RANGE}, in whole blocks on ext4 and xfs.
 * Programs that append to the file are blocked meanwhile.
 */
public final class HeadCollapse implements HeadRemoval {

    private static final int COLLAPSE_RANGE = 0x08;
    private static final int MOST_TRIES = 10;
    /** Flags of open(2), from asm-generic/fcntl.h; the same on x86-64 and arm64. */
    private static final int O_WRONLY = 1;
    private static final int O_CLOEXEC = 02000000;
    /**
     * The largest size of a block that is tried, in bytes. It exceeds the usual block size, since ext4 with bigalloc
     * removes whole clusters only.
     */
    private static final long BIGGEST_UNIT = 64 * 1024;

    @Override
    public OptionalLong unit(Path folder) throws IOException {
        for (long unit = Files.getFileStore(folder).getBlockSize(); unit <= BIGGEST_UNIT; unit *= 4) {
            if (collapses(folder, unit)) {
                return OptionalLong.of(unit);
            }
        }
        return OptionalLong.empty();
    }

    private boolean collapses(Path folder, long unit) throws IOException {
        Path probe = Files.createTempFile(folder, ".probe", "");
        try (FileChannel channel = FileChannel.open(probe, Set.of(StandardOpenOption.WRITE))) {
            channel.write(java.nio.ByteBuffer.allocate((int) unit + 1));
            int errno = collapse(probe, unit);
            if (errno != 0 && !isInability(errno)) {
                throw refused(probe, errno);
            }
            return errno == 0 && channel.size() == 1;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Whether this errno means that the file system or the kernel cannot remove the head of a file at all. */
    private static boolean isInability(int errno) {
        return errno == OutputCalls.EOPNOTSUPP || errno == Kernel.EINVAL || errno == Kernel.ENOSYS
                || errno == Kernel.EPERM;
    }

    @Override
    public void remove(Path file, long bytes) throws IOException {
        int errno = collapse(file, bytes);
        if (errno != 0) {
            throw refused(file, errno);
        }
    }

    private static IOException refused(Path file, int errno) {
        return new IOException("fallocate(2) of " + file + " failed with errno " + errno);
    }

    /**
     * Removes the head by fallocate(2).
     *
     * @return the errno; 0 if the bytes are removed
     */
    private static int collapse(Path file, long bytes) {
        int errno = Kernel.EINTR;
        for (int tries = 0; tries < MOST_TRIES && errno == Kernel.EINTR; tries++) {
            errno = collapseOnce(file, bytes);
        }
        return errno;
    }

    private static int collapseOnce(Path file, long bytes) {
        int descriptor;
        try {
            descriptor = OutputCalls.open(NativeText.encode(NativePaths.text(file) + '\0'), O_WRONLY | O_CLOEXEC, 0);
        } catch (LastErrorException e) {
            return e.getErrorCode();
        }
        try {
            OutputCalls.fallocate(descriptor, COLLAPSE_RANGE, 0, bytes);
            return 0;
        } catch (LastErrorException e) {
            return e.getErrorCode();
        } finally {
            Kernel.close(descriptor);
        }
    }

    /** The system calls that remove the head of a file. They are loaded only when this is done for the first time. */
    private static final class OutputCalls {
        static final int EOPNOTSUPP = 95;

        static {
            Native.register(OutputCalls.class, NativeLibrary.getProcess());
        }

        // open(2) is variadic; on x86-64 and arm64, integers are passed to it as to other functions

        static native int open(byte[] path, int flags, int mode) throws LastErrorException;

        static native int fallocate(int descriptor, int mode, long offset, long length) throws LastErrorException;
    }
}
