package dev.dpm.migration;

/** Reads the configuration files of one tool. */
@FunctionalInterface
interface Reader {

    /**
     * Adds targets and {@link Leftover}s.
     *
     * @throws BadSource the file cannot be read
     */
    void read(SourceFile file) throws BadSource;
}
