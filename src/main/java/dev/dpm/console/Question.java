package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.MultivaluedMap;

import dev.dpm.config.Instances;
import dev.dpm.config.Options;
import dev.dpm.console.ActionButton.Action;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * A confirmation, or a form for settings.
 *
 * @param promise what the action will do
 * @param path the URL of the form
 * @param back the page before
 * @param fault a sentence; empty text: none
 * @param fields empty: a mere confirmation
 */
public record Question(String target, String title, String promise, String word, boolean isDestructive, String path,
        String back, String fault, List<Field> fields) {

    /** The offered signals. HUP, USR1, USR2 and WINCH mean what each program chooses. */
    private static final List<String> SIGNALS = List.of("HUP", "USR1", "USR2", "WINCH", "INT", "TERM", "QUIT", "STOP",
            "CONT", "KILL");

    /** The settings that a person on call is likely to change. */
    private static final List<String> CHANGEABLE = List.of("cpu_threshold", "memory_threshold", "breach_samples",
            "on_breach", "monitor_interval", "max_restarts", "restart_window");

    /**
     * A setting in a form.
     *
     * @param value the text at first
     * @param shown the value in force
     * @param choices empty: any text
     * @param hint what it does
     * @param written the configured value behind a change; empty text: none
     */
    public record Field(String option, String label, String value, String shown, String unit, List<String> choices,
            String hint, String written) {

        static Field of(SettingView setting, boolean isAttached) {
            FieldWords words = FieldWords.of(setting.option());
            return new Field(setting.option(), words.label(), setting.value(), setting.value(), words.unit(),
                    words.choices(setting.value(), isAttached), Question.hint(setting.option()),
                    setting.replaced().orElse(""));
        }

        /** The hidden field with the value that was shown. */
        public String shownName() {
            return "shown." + option;
        }

        /** A copy with the entered text, or the value in force where nothing was entered. */
        Field filledWith(MultivaluedMap<String, String> form) {
            String before = Optional.ofNullable(form.getFirst(shownName())).orElse(value);
            String text = Optional.ofNullable(form.getFirst(option)).orElse(before);
            return new Field(option, label, text.equals(before) ? value : text, shown, unit, choices, hint, written);
        }
    }

    static Question of(TargetView target, Action action, String back, String fault) {
        ActionButton offer = ActionButton.of(action, target);
        String word = action.name().toLowerCase(Locale.ROOT);
        return new Question(target.name(), title(offer, target.name()), offer.promise(), button(offer),
                offer.isDestructive(), Row.pathOf(target.name()) + "/" + word, back, VisibleText.oneLine(fault),
                fields(action, target));
    }

    private static String title(ActionButton offer, String name) {
        return switch (offer.action()) {
            case CHANGE -> "Change thresholds of " + name;
            case SCALE -> "Scale " + Instances.family(name).orElse(name);
            case SIGNAL -> "Send a signal to " + name;
            default -> offer.word() + " " + name + "?";
        };
    }

    private static String button(ActionButton offer) {
        return switch (offer.action()) {
            case CHANGE -> "Save";
            case SIGNAL -> "Send";
            default -> offer.word();
        };
    }

    private static List<Field> fields(Action action, TargetView target) {
        return switch (action) {
            case CHANGE -> fields(target);
            case SCALE -> {
                String count = ActionButton.value(target, Options.INSTANCES);
                yield List.of(new Field(Options.INSTANCES.name(), "Instances", count, count, "", List.of(),
                        "how many there are to be, from 1 to " + Instances.MOST, ""));
            }
            case SIGNAL -> List.of(new Field("signal", "Signal", SIGNALS.get(0), "", "", SIGNALS,
                    "the signal; others by dpm signal " + target.name() + " SIGNAL", ""));
            default -> List.of();
        };
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

    /** A copy that names the dependents which are stopped too. */
    Question stopping(List<String> dependents) {
        return dependents.isEmpty()
                ? this
                : new Question(target, title, String.join(", ", dependents)
                        + (dependents.size() == 1 ? " depends on it and is" : " depend on it and are")
                        + " stopped first. " + promise, word, isDestructive, path, back, fault, fields);
    }

    Question filledWith(MultivaluedMap<String, String> form) {
        List<Field> filled = fields.stream().map(field -> field.filledWith(form)).toList();
        return new Question(target, title, promise, word, isDestructive, path, back, fault, filled);
    }
}
