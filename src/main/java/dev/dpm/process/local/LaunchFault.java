package dev.dpm.process.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.OpenFiles;

/** Whose fault a failed launch is, read from what Java says of it. */
final class LaunchFault {

    /** Of exec(2) or of what leads to it. Java 17 says {@code error=11, Resource…}; later ones {@code Exec failed, error: 11 (Resource…)}. */
    private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

    /** EAGAIN (processes), ENOMEM, ENFILE, EMFILE (errno(3)). */
    private static final Set<Integer> SHORTAGES = Set.of(11, 12, 23, 24);

    /** What a launch takes: two files, three pipes, and what Java's spawn helper needs to load its library. */
    private static final int NEEDED = 10;

    static final String NO_DESCRIPTORS = "the runner has no descriptors left";

    private LaunchFault() {
    }

    /**
     * Whether the runner lacked something, or could not open the output file in its own folder. What has no errno, or 0,
     * failed before the program was come to: Java's spawn helper ended (with 127 where no descriptor was left to load its
     * library with), or a pipe to it was cut off.
     */
    static boolean isRunners(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof FileNotFoundException
                    || cause instanceof FileSystemException) {
                return true;
            }
        }
        int errno = errno(exception);
        return errno == 0 || SHORTAGES.contains(errno);
    }

    /** Whether only the output file stood in the way: something could not be opened though descriptors are left. */
    static boolean isOfOutput(IOException exception) {
        return isOfFile(exception) && !isUnopenable(exception);
    }

    /** ProcessBuilder wraps what it met when it opened the file; a program that is missing has an errno instead. */
    private static boolean isOfFile(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileNotFoundException || cause instanceof FileSystemException) {
                return true;
            }
        }
        return false;
    }

    /** A person's words for what was lacking; else what Java says. */
    static String words(IOException exception) {
        int errno = errno(exception);
        boolean isOfDescriptors = isOfFile(exception) ? isUnopenable(exception) : errno == 0 && lacksDescriptors();
        if (errno == 23 || errno == 24 || isOfDescriptors) {
            return NO_DESCRIPTORS;
        }
        return switch (errno) {
            case 7 -> "its arguments and variables take more than the system starts a program with (execve(2), E2BIG)";
            case 11 -> "the system gives no more processes (limit of processes, or of the container's pids)";
            case 12 -> "the system has no memory left for another process";
            default -> firstLine(exception);
        };
    }

    /** Java has closed again what it had opened before: one can be had by now. */
    private static boolean isUnopenable(IOException exception) {
        return !ProcFiles.canOpen() || String.valueOf(exception.getMessage()).contains("Too many open files");
    }

    /** Whether fewer are left than a launch takes. Java leaks some of its pipes when it cannot open the last of them. */
    static boolean lacksDescriptors() {
        return OpenFiles.freeOf("/proc/self").orElse(0) < NEEDED;
    }

    /** 0 where Java names none. */
    private static int errno(IOException exception) {
        Matcher matcher = ERRNO.matcher(String.valueOf(exception.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Later Javas add advice on JDKs, over many lines. */
    private static String firstLine(IOException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("").strip();
    }
}
