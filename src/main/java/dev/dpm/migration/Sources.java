package dev.dpm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port: what a reader needs of the machine. Answers are bounded in size and time. */
public interface Sources {

    /** A text file of UTF-8; {@link BadSource} says why there is none. */
    SourceFile read(Path file) throws BadSource;

    /** Whether a regular file of this path can be read. */
    boolean exists(Path file);

    /** Files that a shell pattern matches, sorted; relative patterns start from the folder. */
    List<Path> matching(Path folder, String pattern) throws BadSource;

    /** What a JavaScript module exports, as JSON. The module's code runs. */
    String evaluate(Path module) throws BadSource;

    /** The caller's environment. */
    Map<String, String> environment();
}
