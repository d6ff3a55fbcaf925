package dev.dpm.migration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A rule that carries over one key of a tool's file. The table of a tool has one rule for each key. */
@FunctionalInterface
interface Rule {

    void apply(Key key, Draft draft);

    /** Makes a rule: the key's text becomes the value of this option. */
    static Rule as(String option) {
        return (key, draft) -> draft.put(option, key.text(), key);
    }

    /**
     * Makes a rule: the key's text becomes the value of this option. If dpm-runner has no such option, a {@link
     * Leftover} with the advice {@code otherwise} is recorded.
     */
    static Rule as(String option, String otherwise) {
        return (key, draft) -> draft.put(option, key.text(), key, otherwise);
    }

    /**
     * Makes a rule: a function converts the key's text to a value of this option. The function returns empty for a text
     * that has no equivalent.
     */
    static Rule turned(String option, Function<String, Optional<String>> turn) {
        return (key, draft) -> turn.apply(key.text()).ifPresentOrElse(value -> draft.put(option, value, key),
                () -> draft.left(key, "this value has none that is like it; write " + option + " yourself"));
    }

    /** Makes a rule: the tool's words are translated into words of this option. */
    static Rule words(String option, Map<String, String> words) {
        return turned(option, text -> Optional.ofNullable(words.get(text.strip().toLowerCase(java.util.Locale.ROOT))));
    }

    /**
     * Makes a rule: the key's map or list becomes the value of this option. If dpm-runner has no such option, a {@link
     * Leftover} with the advice {@code otherwise} is recorded.
     */
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

    /** Makes a rule for a key without an equivalent: a {@link Leftover} with this advice is recorded. */
    static Rule left(String advice) {
        return (key, draft) -> draft.left(key, advice);
    }

    /**
     * Makes a rule that does nothing, for a key that needs no option: dpm-runner behaves in this way anyway, or the
     * reader carries the key over together with another key.
     */
    static Rule carried() {
        return (key, draft) -> {
        };
    }

    /** Makes a rule for a key whose value is yes or no: one rule is applied for yes, and another for no. */
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

    /** Makes a rule: the option gets this value, whatever the key's text. */
    static Rule set(String option, String value) {
        return (key, draft) -> draft.put(option, value, key);
    }
}
