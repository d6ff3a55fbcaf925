package dev.dpm.process;

/**
 * A value that a user wrote as text in an option or a configuration file, such as a schedule. The runner shows the value
 * as the user wrote it. Two values of one type are equal if their texts are equal.
 */
public abstract class WrittenValue {

    private final String text;

    /**
     * Makes a value from a user's text.
     *
     * @param text the value as the user wrote it
     */
    protected WrittenValue(String text) {
        this.text = text;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((WrittenValue) other).text.equals(text);
    }

    @Override
    public final int hashCode() {
        return text.hashCode();
    }

    /** The value as the user wrote it. */
    @Override
    public final String toString() {
        return text;
    }
}
