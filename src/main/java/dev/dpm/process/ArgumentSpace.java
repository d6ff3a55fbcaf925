package dev.dpm.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How much a program can be started with (execve(2), "Limits on size of arguments and environment").
 *
 * @param one bytes of one argument, or of one variable with its name and the equals sign
 * @param all bytes of all of them together, each with a NUL behind it and a pointer to it
 */
public record ArgumentSpace(long one, long all) {

    private static final int POINTER = 8;
    /** MAX_ARG_STRLEN, of which the NUL takes one byte. */
    private static final long PAGES = 32;
    /** Where the kernel does not tell its page size. */
    private static final long USUAL_PAGE = 4096;
    /** getauxval(3), the native word of it in {@code /proc/PID/auxv}. */
    private static final long AT_PAGESZ = 6;
    /** The kernel's bounds, whatever the limit of the stack: ARG_MAX, and three quarters of its usual 8 MiB. */
    private static final long LEAST = 128 << 10;
    private static final long MOST = 6 << 20;
    /** What stands in front of a program when it is launched (env, setsid, setpriv, prlimit), and the cookie. */
    private static final long IN_FRONT = 4096;

    /** That of this process, and of what it launches. */
    public static ArgumentSpace own() {
        return new ArgumentSpace(PAGES * page() - 1, all(limits()));
    }

    static long all(String limits) {
        String soft = limits.lines().filter(line -> line.startsWith("Max stack size")).findFirst()
                .map(line -> line.substring("Max stack size".length()).strip().split(" ")[0]).orElse("");
        long quarter = soft.matches("[0-9]{1,18}") ? Long.parseLong(soft) / 4 : MOST;
        return Math.max(LEAST, Math.min(MOST, quarter));
    }

    /** Whether an argument, or {@code NAME=VALUE}, is short enough. */
    public boolean holds(String text) {
        return bytes(text) <= one;
    }

    /** What a command takes of {@link #all}. */
    public static long taken(List<String> command, Map<String, String> environment) {
        // the program's path is there twice
        long taken = IN_FRONT + bytes(command.get(0));
        for (String word : command) {
            taken += bytes(word) + 1 + POINTER;
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            taken += bytes(variable.getKey()) + 1 + bytes(variable.getValue()) + 1 + POINTER;
        }
        return taken;
    }

    /** As the kernel counts. */
    public static long bytes(String text) {
        return NativeText.encode(text).length;
    }

    private static long page() {
        try {
            ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder());
            while (words.remaining() >= 2 * Long.BYTES) {
                long key = words.getLong();
                long value = words.getLong();
                if (key == AT_PAGESZ) {
                    return value;
                }
            }
        } catch (IOException e) {
            // not shown: as on most machines
            return USUAL_PAGE;
        }
        return USUAL_PAGE;
    }

    private static String limits() {
        try {
            return Files.readString(Path.of("/proc/self/limits"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // not shown: as with the usual limit
            return "Max stack size " + (8 << 20);
        }
    }
}
