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
 * How many bytes of arguments and environment variables the kernel accepts for a new program (execve(2)).
 *
 * @param one the largest number of bytes of one argument or variable
 * @param all the largest number of bytes of all arguments and variables together, each with its NUL and a pointer
 */
public record ArgumentSpace(long one, long all) {

    private static final int POINTER = 8;
    private static final long PAGES = 32;
    /** The size of a memory page in bytes that is assumed if the kernel does not report one. */
    private static final long USUAL_PAGE = 4096;
    /** The key of the page size among the pairs of native words in {@code /proc/PID/auxv} (getauxval(3)). */
    private static final long AT_PAGESZ = 6;
    /**
     * The number of bytes that the kernel accepts for all arguments and variables even with the smallest stack limit
     * (ARG_MAX, execve(2)).
     */
    private static final long LEAST = 128 << 10;
    private static final long MOST = 6 << 20;
    /**
     * The number of bytes for the arguments of the programs that the runner starts before the command (env, setsid,
     * setpriv, prlimit), and for the variable {@code _DPM_COOKIE}.
     */
    private static final long IN_FRONT = 4096;

    /** The limits that apply to programs which this process starts. */
    public static ArgumentSpace own() {
        return new ArgumentSpace(PAGES * page() - 1, all(limits()));
    }

    static long all(String limits) {
        String soft = limits.lines().filter(line -> line.startsWith("Max stack size")).findFirst()
                .map(line -> line.substring("Max stack size".length()).strip().split(" ")[0]).orElse("");
        long quarter = soft.matches("[0-9]{1,18}") ? Long.parseLong(soft) / 4 : MOST;
        return Math.max(LEAST, Math.min(MOST, quarter));
    }

    /** Whether the kernel accepts a text as one argument, or as one {@code NAME=VALUE} of the environment. */
    public boolean holds(String text) {
        return bytes(text) <= one;
    }

    /** The number of bytes that a command and its environment take. */
    public static long taken(List<String> command, Map<String, String> environment) {
        // the kernel copies the program's path twice: as argv[0] and as the name of the program file
        long taken = IN_FRONT + bytes(command.get(0));
        for (String word : command) {
            taken += bytes(word) + 1 + POINTER;
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            taken += bytes(variable.getKey()) + 1 + bytes(variable.getValue()) + 1 + POINTER;
        }
        return taken;
    }

    /** The number of bytes of a text when it is passed to the kernel. */
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
            // the page size of this machine cannot be read; most machines have pages of this size
            return USUAL_PAGE;
        }
        return USUAL_PAGE;
    }

    private static String limits() {
        try {
            return Files.readString(Path.of("/proc/self/limits"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // the stack limit cannot be read; 8 MiB are usual
            return "Max stack size " + (8 << 20);
        }
    }
}
