package dev.dpm.process;

/**
 * A value of a closed list that has a fixed word in files, metrics and JSON. The word never changes, even when the
 * constant is renamed: files of earlier versions and other people's programs contain it.
 */
public interface Word {

    /** The fixed word of this value, such as {@code http_check}. */
    String word();
}
