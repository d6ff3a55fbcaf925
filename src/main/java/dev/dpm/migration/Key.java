package dev.dpm.migration;

import dev.dpm.config.yaml.Lined;
import dev.dpm.event.OneLine;

/**
 * A key of a source file with its value.
 *
 * @param name the key as the tool spells it
 * @param value the value of the key: a text, or the nested values
 * @param place where the key stands, such as {@code supervisord.conf line 12}
 */
record Key(String name, Lined value, String place) {

    private static final int LONGEST = 60;

    Key(String name, String text, String place) {
        this(name, new Lined(0, text), place);
    }

    /** The text of the key's value; of a list or map, all of its texts in one line. */
    String text() {
        return value.text();
    }

    /**
     * The key and its value for a sentence, such as {@code priority = 10}, shortened. If the value may be a secret, the
     * result is the key alone.
     */
    String shown() {
        boolean isPlain = value.isText()
                && !name.toLowerCase(java.util.Locale.ROOT).matches(".*(env|pass|secret|token).*");
        return isPlain && !text().isBlank() ? name + " = " + OneLine.of(text(), LONGEST) : name;
    }

    Key with(String text) {
        return new Key(name, new Lined(value.line(), text), place);
    }
}
