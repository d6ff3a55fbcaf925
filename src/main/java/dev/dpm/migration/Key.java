package dev.dpm.migration;

import dev.dpm.config.yaml.Lined;
import dev.dpm.event.OneLine;

/**
 * A key of the other tool's file with its value.
 * @param name the name as it is spelled in the file
 * @param place the place of the key, such as {@code supervisord.conf line 12}
 */
record Key(String name, Lined value, String place) {

    private static final int LONGEST = 60;

    Key(String name, String text, String place) {
        this(name, new Lined(0, text), place);
    }

    String text() {
        return value.text();
    }

    /** The key with its shortened value for a message: {@code priority = 10}. A value that may be a secret is left out. */
    String shown() {
        boolean isPlain = value.isText()
                && !name.toLowerCase(java.util.Locale.ROOT).matches(".*(env|pass|secret|token).*");
        return isPlain && !text().isBlank() ? name + " = " + OneLine.of(text(), LONGEST) : name;
    }

    Key with(String text) {
        return new Key(name, new Lined(value.line(), text), place);
    }
}
