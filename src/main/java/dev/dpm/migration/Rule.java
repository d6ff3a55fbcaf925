package dev.dpm.migration;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of one key of a tool: a line of that tool's table. */
@FunctionalInterface
interface Rule {

    void apply(Key key, Draft draft);

    /** Its text is a value of this option. */
    static Rule as(String option) {
        return (key, draft) -> draft.put(option, key.text(), key);
    }

    /** Its text is a value of this option; where there is no such option, what to do instead. */
    static Rule as(String option, String otherwise) {
        return (key, draft) -> draft.put(option, key.text(), key, otherwise);
    }

    /** Its text, turned into one of this option's; empty: it cannot be. */
    static Rule turned(String option, Function<String, Optional<String>> turn) {
        return (key, draft) -> turn.apply(key.text()).ifPresentOrElse(value -> draft.put(option, value, key),
                () -> draft.left(key, "this value has none that is like it; write " + option + " yourself"));
    }

    /** Words of the tool for words of this option. */
    static Rule words(String option, Map<String, String> words) {
        return turned(option, text -> Optional.ofNullable(words.get(text.strip().toLowerCase(java.util.Locale.ROOT))));
    }

    /** Its map or list is a value of this option. */
    static Rule map(String option, String otherwise) {
        return (key, draft) -> {
            Map<String, String> pairs = new java.util.LinkedHashMap<>();
            key.value().pairs().forEach((name, value) -> pairs.put(name, value.text()));
            for (var item : key.value().items()) {
                String[] pair = item.text().split("=", 2);
                pairs.put(pair[0], pair.length == 2 ? pair[1] : "");
            }
            draft.put(option, pairs, key, otherwise);
        };
    }

    /** There is nothing like it here. */
    static Rule left(String advice) {
        return (key, draft) -> draft.left(key, advice);
    }

    /** It is so here in any case, or the reader takes it together with another key. */
    static Rule carried() {
        return (key, draft) -> {
        };
    }

    /** A yes or no: each is a rule of its own. */
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

    /** This value of this option, whatever the text. */
    static Rule set(String option, String value) {
        return (key, draft) -> draft.put(option, value, key);
    }
}
