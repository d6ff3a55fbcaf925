package dev.dpm.migration;

/** Reads the files of one tool. */
@FunctionalInterface
interface Reader {

    /**
     * Adds the file's targets and leftovers to the collection; a {@link BadSource} says why the file cannot be read.
     */
    void read(SourceFile file) throws BadSource;
}
