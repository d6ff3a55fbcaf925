package dev.dpm.migration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How one key of another tool's file is carried over. */
@FunctionalInterface
interface Rule {

    void apply(Key key, Draft draft);

    /** Makes a rule by which the text of a key becomes the value of this option. */
    static Rule as(String option) {
        return (key, draft) -> draft.put(option, key.text(), key);
    }

    /**
     * Makes a rule by which the text of a key becomes the value of this option.
     * @param otherwise the advice in a {@link Leftover} if dpm-runner has no such option
     */
    static Rule as(String option, String otherwise) {
        return (key, draft) -> draft.put(option, key.text(), key, otherwise);
    }

    /**
     * Makes a rule by which a key's converted text becomes the value of this option.
     * @param turn converts the text; empty: dpm-runner has no equivalent
     */
    static Rule turned(String option, Function<String, Optional<String>> turn) {
        return (key, draft) -> turn.apply(key.text()).ifPresentOrElse(value -> draft.put(option, value, key),
                () -> draft.left(key, "this value has none that is like it; write " + option + " yourself"));
    }

    /**
     * Makes a rule for a key of another supervisor's file whose value is one word: this option gets dpm-runner's word for it.
     */
    static Rule words(String option, Map<String, String> words) {
        return turned(option, text -> Optional.ofNullable(words.get(text.strip().toLowerCase(java.util.Locale.ROOT))));
    }

    /**
     * Makes a rule by which the map or list of a key becomes the value of this option.
     * @param otherwise the advice in a {@link Leftover} if dpm-runner has no such option
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

    /** Makes a rule for a key without an equivalent in dpm-runner: a {@link Leftover} with this advice tells the user. */
    static Rule left(String advice) {
        return (key, draft) -> draft.left(key, advice);
    }

    /** Makes a rule that does nothing, for a key that asks for what dpm-runner always does. */
    static Rule carried() {
        return (key, draft) -> {
        };
    }

    /**
     * Makes a rule for a key that is true or false.
     * @param yes the rule that applies if the key is true
     */
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

    /** Makes a rule by which the option gets this value, whatever the text of the key. */
    static Rule set(String option, String value) {
        return (key, draft) -> draft.put(option, value, key);
    }
}
