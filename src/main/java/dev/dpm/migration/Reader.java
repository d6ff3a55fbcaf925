package dev.dpm.migration;

@FunctionalInterface
interface Reader {

    /**
     * Reads a file of another tool. Adds targets to the new dpm.yaml, and a {@link Leftover} for each setting that is not
     * carried over.
     * @throws BadSource if the file cannot be read
     */
    void read(SourceFile file) throws BadSource;
}
