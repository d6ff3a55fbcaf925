package dev.dpm.config;

/** A text that is no value of its option. The message names what is allowed, not the option: the caller knows it. */
public final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param allowed what the option takes, such as {@code a number of seconds, 0 or more} */
    public BadValue(String allowed) {
        super(allowed);
    }
}
