package dev.dpm.process.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.OpenFiles;

/** Decides from Java's exception whether the runner or the target caused a failed launch. */
final class LaunchFault {

    /**
     * Finds the errno of exec(2) or of a call before exec. Java 17 writes {@code error=11, Resource…}; later versions
     * write {@code Exec failed, error: 11 (Resource…)}.
     */
    private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

    /** The errnos that report a shortage of resources: EAGAIN (processes), ENOMEM, ENFILE, EMFILE (errno(3)). */
    private static final Set<Integer> SHORTAGES = Set.of(11, 12, 23, 24);

    /**
     * The number of descriptors that one launch needs: two files, three pipes, and the files that Java's spawn helper
     * opens to load its library.
     */
    private static final int NEEDED = 10;

    static final String NO_DESCRIPTORS = "the runner has no descriptors left";

    private LaunchFault() {
    }

    /**
     * Whether the runner caused the failure: it lacked a resource, or could not open the output file in its own folder.
     * A failure without an errno, or with errno 0, happened before exec: Java's spawn helper ended, or the pipe to it
     * broke. (The helper ends with 127 if no descriptor is left to load its library.)
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

    /**
     * Whether only the output file caused the failure: the file could not be opened, although file descriptors are
     * free.
     */
    static boolean isOfOutput(IOException exception) {
        return isOfFile(exception) && !isUnopenable(exception);
    }

    /**
     * Whether ProcessBuilder failed to open a file. Java reports this failure as the cause of its exception, and a
     * missing program by an errno.
     */
    private static boolean isOfFile(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileNotFoundException || cause instanceof FileSystemException) {
                return true;
            }
        }
        return false;
    }

    /** The reason of a failed launch in words for people: the resource that was short, or Java's message. */
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
     * Whether a file could not be opened because the runner had no free descriptor. The method also examines the
     * exception's message, because Java has already closed the descriptors of the failed launch, and a count would find
     * free ones.
     */
    private static boolean isUnopenable(IOException exception) {
        return !ProcFiles.canOpen() || String.valueOf(exception.getMessage()).contains("Too many open files");
    }

    /**
     * Whether fewer descriptors are free than a launch needs. Java leaks some pipes when it cannot open the last one.
     */
    static boolean lacksDescriptors() {
        return OpenFiles.freeOf("/proc/self").orElse(0) < NEEDED;
    }

    /** The errno in the message of Java's exception; 0 where the message contains none. */
    private static int errno(IOException exception) {
        Matcher matcher = ERRNO.matcher(String.valueOf(exception.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The first line of the exception's message. Later versions of Java add many lines of advice. */
    private static String firstLine(IOException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("").strip();
    }
}
