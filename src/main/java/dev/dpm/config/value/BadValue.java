package dev.dpm.config.value;

/**
 * Thrown where a text is no valid value of its option. The message says what is allowed, but does not name the option:
 * the caller knows the option.
 */
public final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param allowed the values of the option, such as {@code a number of seconds, 0 or more}
     */
    public BadValue(String allowed) {
        super(allowed);
    }
}
