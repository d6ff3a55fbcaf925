package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MultivaluedMap;

import dev.dpm.config.Options;
import dev.dpm.console.Offer.Action;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * The confirmation of an action, or the form for settings.
 *
 * @param promise a sentence: what will happen
 * @param path URL to which the form is sent
 * @param back the page the person came from: overview or target
 * @param fault what was wrong with the last input; empty: nothing
 * @param fields that can be filled in; none for a plain confirmation
 */
public record Question(String target, String title, String promise, String word, boolean isDestructive, String path,
        String back, String fault, List<Field> fields) {

    /** The settings that a person on call changes, in this order. */
    private static final List<String> CHANGEABLE = List.of("cpu_threshold", "memory_threshold", "breach_samples",
            "on_breach", "monitor_interval", "max_restarts", "restart_window");

    /**
     * A setting that can be changed.
     *
     * @param label its name for people
     * @param value in the form's field at first
     * @param shown the value in force when the form was opened
     * @param unit of the value
     * @param choices where there are few values; empty: free text
     * @param hint its meaning
     * @param written the configured value that a live change overrides; empty: there is no live change
     */
    public record Field(String option, String label, String value, String shown, String unit, List<String> choices,
            String hint, String written) {

        static Field of(SettingView setting, boolean isAttached) {
            FieldWords words = FieldWords.of(setting.option());
            return new Field(setting.option(), words.label(), setting.value(), setting.value(), words.unit(),
                    words.choices(setting.value(), isAttached), Question.hint(setting.option()),
                    setting.replaced().orElse(""));
        }

        /** The name of the hidden field with the value that was shown. */
        public String shownName() {
            return "shown." + option;
        }

        /** The field with what the person had entered; a field left alone takes the value in force. */
        Field filledWith(MultivaluedMap<String, String> form) {
            String before = Optional.ofNullable(form.getFirst(shownName())).orElse(value);
            String text = Optional.ofNullable(form.getFirst(option)).orElse(before);
            return new Field(option, label, text.equals(before) ? value : text, shown, unit, choices, hint, written);
        }
    }

    static Question of(TargetView target, Action action, String back, String fault) {
        Offer offer = Offer.of(action, target);
        boolean isChange = action == Action.CHANGE;
        String word = action.name().toLowerCase(Locale.ROOT);
        return new Question(target.name(),
                offer.word() + (isChange ? " thresholds of " : " ") + target.name() + (isChange ? "" : "?"),
                offer.promise(), isChange ? "Save" : offer.word(), offer.isDestructive(),
                Row.pathOf(target.name()) + "/" + word, back,
                Shown.oneLine(fault), isChange ? fields(target) : List.of());
    }

    static List<Field> fields(TargetView target) {
        Map<String, SettingView> settings = target.configuration().stream().filter(SettingView::live)
                .collect(Collectors.toMap(SettingView::option, Function.identity(), (first, second) -> first));
        return CHANGEABLE.stream().map(settings::get).filter(Objects::nonNull)
                .map(setting -> Field.of(setting, target.attached())).toList();
    }

    private static String hint(String option) {
        return Options.byName(option).map(found -> found.doc()).orElse("");
    }

    /** A copy that names the targets that end as well, since they depend on this one. */
    Question stopping(List<String> dependents) {
        return dependents.isEmpty()
                ? this
                : new Question(target, title, String.join(", ", dependents)
                        + (dependents.size() == 1 ? " depends on it and is" : " depend on it and are")
                        + " stopped first. " + promise, word, isDestructive, path, back, fault, fields);
    }

    /** The form with what the person had entered. */
    Question filledWith(MultivaluedMap<String, String> form) {
        List<Field> filled = fields.stream().map(field -> field.filledWith(form)).toList();
        return new Question(target, title, promise, word, isDestructive, path, back, fault, filled);
    }
}
