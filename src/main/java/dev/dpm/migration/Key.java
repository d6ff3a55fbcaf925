package dev.dpm.migration;

import dev.dpm.config.yaml.Lined;
import dev.dpm.event.OneLine;

/**
 * One key of a source with its value.
 *
 * @param name as the tool spells it
 * @param value one text, or what lies under the key
 * @param place {@code supervisord.conf line 12}
 */
record Key(String name, Lined value, String place) {

    private static final int LONGEST = 60;

    Key(String name, String text, String place) {
        this(name, new Lined(0, text), place);
    }

    /** The text of a plain value; of all else what it would be in one line. */
    String text() {
        return value.text();
    }

    /** {@code priority = 10}, cut for a sentence. What may be a secret is not repeated. */
    String shown() {
        boolean isPlain = value.isText()
                && !name.toLowerCase(java.util.Locale.ROOT).matches(".*(env|pass|secret|token).*");
        return isPlain && !text().isBlank() ? name + " = " + OneLine.of(text(), LONGEST) : name;
    }

    Key with(String text) {
        return new Key(name, new Lined(value.line(), text), place);
    }
}
