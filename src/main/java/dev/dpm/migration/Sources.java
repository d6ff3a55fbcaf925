package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Port: gives the readers of configuration files access to files and to the environment. All results are limited in
 * size and time.
 */
public interface Sources {

    /**
     * The text that represents the value {@code undefined} in the result of {@link #evaluate}, since JSON has no such
     * value.
     */
    String UNDEFINED = "\u0001undefined";

    /** Reads a text file in UTF-8. Throws a {@link BadSource} that says why the file cannot be read. */
    SourceFile read(Path file) throws BadSource;

    /** Whether the path is a regular file that can be read. */
    boolean exists(Path file);

    /** The files that match a shell pattern, sorted. A relative pattern is relative to the folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /**
     * Runs a JavaScript module and returns its exports as JSON. The number {@code Infinity}, which JSON does not have,
     * is returned as a text.
     */
    String evaluate(Path module) throws BadSource;

    /** The environment variables with which a person called the command {@code import}. */
    Map<String, String> environment();
}
