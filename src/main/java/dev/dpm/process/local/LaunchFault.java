package dev.dpm.process.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose fault a failed launch is, read from what Java says of it. */
final class LaunchFault {

    /** Java 17 says {@code error=11, Resource…}; later ones {@code Exec failed, error: 11 (Resource…)}. */
    private static final Pattern ERRNO = Pattern.compile("error[=:] ?(\\d+)");

    /** EAGAIN (processes), ENOMEM, ENFILE, EMFILE (errno(3)). */
    private static final Set<Integer> SHORTAGES = Set.of(11, 12, 23, 24);

    private LaunchFault() {
    }

    /** Whether the runner lacked something, or could not open the output file in its own folder. */
    static boolean isRunners(IOException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof FileNotFoundException
                    || cause instanceof FileSystemException || isShortage(String.valueOf(cause.getMessage()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether only the output file stood in the way: something could not be opened though descriptors are left. */
    static boolean isOfOutput(IOException exception) {
        return isOfFile(exception) && ProcFiles.canOpen();
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
        String message = String.valueOf(exception.getMessage());
        Matcher matcher = ERRNO.matcher(message);
        int errno = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        if (errno == 23 || errno == 24 || isOfFile(exception) && !ProcFiles.canOpen()) {
            return "the runner has no descriptors left";
        }
        return switch (errno) {
            case 11 -> "the system gives no more processes (limit of processes, or of the container's pids)";
            case 12 -> "the system has no memory left for another process";
            default -> message;
        };
    }

    private static boolean isShortage(String message) {
        Matcher matcher = ERRNO.matcher(message);
        boolean isErrno = matcher.find() && SHORTAGES.contains(Integer.parseInt(matcher.group(1)));
        return isErrno || message.contains("unable to create native thread");
    }
}
