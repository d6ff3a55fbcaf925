package dev.dpm.process.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.OpenFiles;

/** Decides by Java's exception who caused a failed launch. */
final class LaunchFault {

    /** errno in the message: {@code error=11, Resource…}, or since Java 18 {@code Exec failed, error: 11 (Resource…)}. */
    private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

    /** The errnos for a lack of resources: EAGAIN (processes), ENOMEM, ENFILE, EMFILE (errno(3)). */
    private static final Set<Integer> SHORTAGES = Set.of(11, 12, 23, 24);

    /** The descriptors of a launch: two files, three pipes, and those of Java's spawn helper. */
    private static final int NEEDED = 10;

    static final String NO_DESCRIPTORS = "the runner has no descriptors left";

    private LaunchFault() {
    }

    /** Whether the runner caused the failure. Without errno, it happened before exec. */
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

    /** Whether only the output file could not be opened. */
    static boolean isOfOutput(IOException exception) {
        return isOfFile(exception) && !isUnopenable(exception);
    }

    /** Whether a file could not be opened, which Java reports as the exception's cause. */
    private static boolean isOfFile(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileNotFoundException || cause instanceof FileSystemException) {
                return true;
            }
        }
        return false;
    }

    /** The reason in words: the lacking resource, or Java's message. */
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

    /** Whether a file could not be opened for lack of descriptors. The message is examined too, since Java has released them. */
    private static boolean isUnopenable(IOException exception) {
        return !ProcFiles.canOpen() || String.valueOf(exception.getMessage()).contains("Too many open files");
    }

    /** Whether too few descriptors are free. Java leaks pipes when it cannot open the last one. */
    static boolean lacksDescriptors() {
        return OpenFiles.freeOf("/proc/self").orElse(0) < NEEDED;
    }

    /** The errno in the message of Java's exception; 0 where the message contains none. */
    private static int errno(IOException exception) {
        Matcher matcher = ERRNO.matcher(String.valueOf(exception.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The first line of a message. Later Java versions add advice. */
    private static String firstLine(IOException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("").strip();
    }
}
