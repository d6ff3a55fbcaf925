package dev.dpm.migration;

@FunctionalInterface
interface Reader {

    /**
     * Adds targets and {@link Leftover}s.
     *
     * @throws BadSource the file cannot be read
     */
    void read(SourceFile file) throws BadSource;
}
