package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port: the reader's access to the machine. All results are limited in size and time. */
public interface Sources {

    /** The text that stands for {@code undefined} in the result of {@link #evaluate}, which JSON cannot say. */
    String UNDEFINED = "\u0001undefined";

    /** Reads a text file in UTF-8; a {@link BadSource} says why it cannot be read. */
    SourceFile read(Path file) throws BadSource;

    /** Whether the path is a regular file that can be read. */
    boolean exists(Path file);

    /** The files that match a shell pattern, sorted; relative patterns start from the folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /** Runs the code of a JavaScript module and returns its exports as JSON; {@code Infinity} is a text. */
    String evaluate(Path module) throws BadSource;

    /** The environment of the caller. */
    Map<String, String> environment();
}
