package dev.dpm.migration;

/** Reads the files of one tool. */
@FunctionalInterface
interface Reader {

    /** Takes what the file says into what is collected; {@link BadSource}: it is no such file. */
    void read(SourceFile file) throws BadSource;
}
