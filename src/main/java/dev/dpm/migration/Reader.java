package dev.dpm.migration;

/** Reads the configuration files of one tool. */
@FunctionalInterface
interface Reader {

    /**
     * Adds the file's targets to the {@link Collected} targets, and a {@link Leftover} for each setting that is not
     * carried over. Throws a {@link BadSource} if the file cannot be read.
     */
    void read(SourceFile file) throws BadSource;
}
