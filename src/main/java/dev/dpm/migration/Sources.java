package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads files and the environment for an import. Size and time of reading are limited. */
public interface Sources {

    /** Stands for JavaScript's value {@code undefined}, which JSON cannot express. */
    String UNDEFINED = "\u0001undefined";

    /**
     * Reads a text file in UTF-8.
     * @throws BadSource if the file cannot be read; the message says why
     */
    SourceFile read(Path file) throws BadSource;

    /** Whether the path leads to a regular file that can be read. */
    boolean exists(Path file);

    /** The files that match a shell pattern, sorted. A relative pattern is relative to the given folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /** Executes a JavaScript module and returns its exports as JSON, in which {@code Infinity} is a text. */
    String evaluate(Path module) throws BadSource;

    Map<String, String> environment();
}
