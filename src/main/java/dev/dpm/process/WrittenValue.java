package dev.dpm.process;

/** A value of the settings that is shown as the user wrote it. Two values with equal texts are equal. */
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

    @Override
    public final String toString() {
        return text;
    }
}
