package dev.dpm.process;

/** A value with a fixed word in files, metrics and JSON, which never changes. */
public interface Word {

    /** The fixed word of this value, such as {@code http_check}. */
    String word();
}
