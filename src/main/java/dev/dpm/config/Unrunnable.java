package dev.dpm.config;

/** A script or program that cannot be run. The message says which and why, without an ending. */
final class Unrunnable extends Exception {

    private static final long serialVersionUID = 1L;

    Unrunnable(String sentence) {
        super(sentence);
    }
}
