package dev.dpm.process;

/**
 * Thrown for a user or group that does not exist on this machine. The message is a phrase such as {@code there is no
 * user x}.
 */
public final class UnknownAccount extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownAccount(String phrase) {
        super(phrase);
    }
}
