package dev.dpm.process;

/** A user or group that this machine does not know; the message is a phrase such as {@code there is no user x}. */
public final class UnknownAccount extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownAccount(String phrase) {
        super(phrase);
    }
}
