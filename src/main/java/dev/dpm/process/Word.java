package dev.dpm.process;

/** A value that has a fixed word. Files, metrics and JSON contain this word, so it never changes. */
public interface Word {

    /** The fixed word of this value, such as {@code http_check}. */
    String word();
}
