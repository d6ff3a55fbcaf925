package dev.dpm.process.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.OpenFiles;

/**
 * Finds out from Java's exception why a launch failed, and whether the cause lies in the runner or in the target's
 * settings.
 */
final class LaunchFault {

    /**
     * The errno in the message of Java's exception: {@code error=11, Resource…}, or since Java 18 {@code Exec failed,
     * error: 11 (Resource…)}.
     */
    private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

    /** The errnos for a lack of resources: EAGAIN (processes), ENOMEM, ENFILE, EMFILE (errno(3)). */
    private static final Set<Integer> SHORTAGES = Set.of(11, 12, 23, 24);

    /** The number of file descriptors that a launch takes: two files, three pipes, and those of Java's spawn helper. */
    private static final int NEEDED = 10;

    static final String NO_DESCRIPTORS = "the runner has no descriptors left";

    private LaunchFault() {
    }

    /**
     * Whether the runner, and not the target's program, caused the failure. If the message has no errno, the failure
     * happened before exec(3).
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

    static boolean isOfOutput(IOException exception) {
        return isOfFile(exception) && !isUnopenable(exception);
    }

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

    /**
     * Whether a file could not be opened for lack of descriptors. By now, Java may have closed some of its descriptors,
     * so that opening a file works again; therefore the message is examined too.
     */
    private static boolean isUnopenable(IOException exception) {
        return !ProcFiles.canOpen() || String.valueOf(exception.getMessage()).contains("Too many open files");
    }

    /**
     * Whether too few file descriptors are free for a launch. If Java could not open the last pipe of a launch, it leaves
     * the other pipes open, so the lack of descriptors can still be seen.
     */
    static boolean lacksDescriptors() {
        return OpenFiles.freeOf("/proc/self").orElse(0) < NEEDED;
    }

    private static int errno(IOException exception) {
        Matcher matcher = ERRNO.matcher(String.valueOf(exception.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The first line of an exception's message. In newer Java versions, lines with advice follow. */
    private static String firstLine(IOException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("").strip();
    }
}
