package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port: the reader's access to the machine. All results are limited in size and time. */
public interface Sources {

    /** The text that stands for {@code undefined} in the result of {@link #evaluate}, which JSON cannot say. */
    String UNDEFINED = "\u0001undefined";

    /** Reads a text file in UTF-8. A {@link BadSource} says why the file cannot be read. */
    SourceFile read(Path file) throws BadSource;

    /** Whether the path is a regular file that can be read. */
    boolean exists(Path file);

    /** The files that match a shell pattern, sorted; relative patterns start from the folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /** Runs a JavaScript module and returns its exports as JSON, in which {@code Infinity} is written as a text. */
    String evaluate(Path module) throws BadSource;

    /** The environment of the caller. */
    Map<String, String> environment();
}
