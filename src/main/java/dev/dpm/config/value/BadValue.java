package dev.dpm.config.value;

/**
 * A text that is not allowed as a value. The message says what is allowed; the code that catches the exception adds the name of
 * the option.
 */
public final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param allowed what the message says is allowed, such as {@code a number of seconds, 0 or more}
     */
    public BadValue(String allowed) {
        super(allowed);
    }
}
