package dev.dpm.process;

/**
 * A value of a closed list that has a word of its own in files, metrics and JSON. The word stays whatever the constant is
 * called: files of earlier versions and other people's programs know it.
 */
public interface Word {

    /** {@code http_check}. */
    String word();
}
