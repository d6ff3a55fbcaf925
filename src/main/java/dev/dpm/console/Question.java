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
 * A page that asks a person to confirm an action or to fill in a form.
 * @param promise what the action will do
 * @param path the URL that receives the form
 * @param back the URL of the page before
 * @param fault a sentence about a wrong input; empty text: none
 * @param fields the fields of the form; empty: only a confirmation is asked for
 */
public record Question(String target, String title, String promise, String word, boolean isDestructive, String path,
        String back, String fault, List<Field> fields) {

    /** The signals that the form offers. Programs define the meaning of HUP, USR1, USR2 and WINCH themselves. */
    private static final List<String> SIGNALS = List.of("HUP", "USR1", "USR2", "WINCH", "INT", "TERM", "QUIT", "STOP",
            "CONT", "KILL");

    private static final List<String> CHANGEABLE = List.of("cpu_threshold", "memory_threshold", "breach_samples",
            "on_breach", "monitor_interval", "max_restarts", "restart_window");

    /**
     * A field of a form for a setting.
     * @param value the text of the field
     * @param shown the setting's value when the form was shown
     * @param choices the possible texts; empty: any text
     * @param hint what the setting does
     * @param written the configured value, if a person changed the setting while the target runs; empty text: nobody did
     */
    public record Field(String option, String label, String value, String shown, String unit, List<String> choices,
            String hint, String written) {

        static Field of(SettingView setting, boolean isAttached) {
            FieldWords words = FieldWords.of(setting.option());
            return new Field(setting.option(), words.label(), setting.value(), setting.value(), words.unit(),
                    words.choices(setting.value(), isAttached), Question.hint(setting.option()),
                    setting.replaced().orElse(""));
        }

        /** The name of the hidden field with the setting's value when the form was shown. */
        public String shownName() {
            return "shown." + option;
        }

        /**
         * A copy of this field with the text that the person entered, or with the present value if the form contains no text.
         */
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

    /** A copy of this page that also names the targets which are stopped because they depend on this one. */
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
