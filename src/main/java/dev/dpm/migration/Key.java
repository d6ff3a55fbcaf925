package dev.dpm.migration;

import dev.dpm.config.yaml.Lined;
import dev.dpm.event.OneLine;

/**
 * A key with its value.
 *
 * @param name as spelled
 * @param place such as {@code supervisord.conf line 12}
 */
record Key(String name, Lined value, String place) {

    private static final int LONGEST = 60;

    Key(String name, String text, String place) {
        this(name, new Lined(0, text), place);
    }

    String text() {
        return value.text();
    }

    /** {@code priority = 10}, shortened; without a value that may be a secret. */
    String shown() {
        boolean isPlain = value.isText()
                && !name.toLowerCase(java.util.Locale.ROOT).matches(".*(env|pass|secret|token).*");
        return isPlain && !text().isBlank() ? name + " = " + OneLine.of(text(), LONGEST) : name;
    }

    Key with(String text) {
        return new Key(name, new Lined(value.line(), text), place);
    }
}
