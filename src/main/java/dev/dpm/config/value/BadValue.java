package dev.dpm.config.value;

/**
 * Thrown if a text is not allowed as the value of an option. The message says what is allowed; the caller adds the name
 * of the option.
 */
public final class BadValue extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for a text that is no allowed value of an option.
     *
     * @param allowed the allowed values, such as {@code a number of seconds, 0 or more}
     */
    public BadValue(String allowed) {
        super(allowed);
    }
}
