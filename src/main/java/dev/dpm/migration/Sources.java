package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port: files and environment, limited in size and time. */
public interface Sources {

    /** Stands for {@code undefined}, which JSON lacks. */
    String UNDEFINED = "\u0001undefined";

    /** Reads a text file in UTF-8. Throws a {@link BadSource} that says why the file cannot be read. */
    SourceFile read(Path file) throws BadSource;

    /** Whether the path is a regular file that can be read. */
    boolean exists(Path file);

    /** The files that match a shell pattern, sorted. A relative pattern is relative to the folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /** The exports of a module as JSON. {@code Infinity} is a text. */
    String evaluate(Path module) throws BadSource;

    Map<String, String> environment();
}
