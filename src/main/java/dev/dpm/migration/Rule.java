package dev.dpm.migration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A rule that carries over one key of a tool's file. The table of a tool has one rule for each key. */
@FunctionalInterface
interface Rule {

    void apply(Key key, Draft draft);

    /** The key's text is the value of this option. */
    static Rule as(String option) {
        return (key, draft) -> draft.put(option, key.text(), key);
    }

    /**
     * The key's text is the value of this option; if dpm-runner does not know the option, the leftover gives this
     * advice.
     */
    static Rule as(String option, String otherwise) {
        return (key, draft) -> draft.put(option, key.text(), key, otherwise);
    }

    /**
     * The key's text is converted into a value of this option; the function returns empty for a text without an
     * equivalent.
     */
    static Rule turned(String option, Function<String, Optional<String>> turn) {
        return (key, draft) -> turn.apply(key.text()).ifPresentOrElse(value -> draft.put(option, value, key),
                () -> draft.left(key, "this value has none that is like it; write " + option + " yourself"));
    }

    /** The tool's words are translated into words of this option. */
    static Rule words(String option, Map<String, String> words) {
        return turned(option, text -> Optional.ofNullable(words.get(text.strip().toLowerCase(java.util.Locale.ROOT))));
    }

    /** The key's map or list is the value of this option. */
    static Rule map(String option, String otherwise) {
        return (key, draft) -> {
            Map<String, String> pairs = new java.util.LinkedHashMap<>();
            key.value().pairs().forEach((name, value) -> pairs.put(name, value.text()));
            for (var item : key.value().items()) {
                String[] pair = item.text().split("=", 2);
                pairs.put(pair[0], pair.length == 2 ? pair[1] : "");
            }
            draft.pairs(option, pairs, key, otherwise);
        };
    }

    /** The key has no equivalent; the leftover gives this advice. */
    static Rule left(String advice) {
        return (key, draft) -> draft.left(key, advice);
    }

    /**
     * The key needs no option: dpm-runner behaves like this anyway, or the reader handles the key together with
     * another.
     */
    static Rule carried() {
        return (key, draft) -> {
        };
    }

    /** A rule for a key whose value is yes or no: one rule applies to yes, and another to no. */
    static Rule truth(Rule yes, Rule no) {
        return (key, draft) -> {
            Optional<Boolean> truth = Values.truth(key.text());
            if (truth.isEmpty()) {
                draft.left(key, "it is neither true nor false");
            } else {
                (truth.get() ? yes : no).apply(key, draft);
            }
        };
    }

    /** Gives the option this value, whatever the key's text. */
    static Rule set(String option, String value) {
        return (key, draft) -> draft.put(option, value, key);
    }
}
