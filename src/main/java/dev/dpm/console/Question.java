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
import dev.dpm.console.Offer.Action;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * The page that asks for confirmation of an action, or the form that changes settings.
 *
 * @param promise a sentence that says what the action will do
 * @param path URL to which the form is submitted
 * @param back URL of the page from which the person came: overview or target
 * @param fault a sentence about the faults in the submitted form; empty if there are none
 * @param fields the fields of the form; empty for a mere confirmation
 */
public record Question(String target, String title, String promise, String word, boolean isDestructive, String path,
        String back, String fault, List<Field> fields) {

    /**
     * The signals that the form for sending a signal offers. HUP, USR1, USR2 and WINCH have a meaning that each program
     * chooses; the others end a process, or stop and continue it.
     */
    private static final List<String> SIGNALS = List.of("HUP", "USR1", "USR2", "WINCH", "INT", "TERM", "QUIT", "STOP",
            "CONT", "KILL");

    /**
     * The settings that the form for changing settings offers, in this order: those that a person on call is likely to
     * change.
     */
    private static final List<String> CHANGEABLE = List.of("cpu_threshold", "memory_threshold", "breach_samples",
            "on_breach", "monitor_interval", "max_restarts", "restart_window");

    /**
     * A field of the form, for one setting of the target.
     *
     * @param label the setting's name as text for people
     * @param value the text that the field contains at first
     * @param shown the value in force when the form was opened
     * @param unit the unit of the value
     * @param choices the possible values, if there are few; empty if any text is allowed
     * @param hint a sentence about what the setting does
     * @param written the configured value that a live change overrides; empty if there is no live change
     */
    public record Field(String option, String label, String value, String shown, String unit, List<String> choices,
            String hint, String written) {

        static Field of(SettingView setting, boolean isAttached) {
            FieldWords words = FieldWords.of(setting.option());
            return new Field(setting.option(), words.label(), setting.value(), setting.value(), words.unit(),
                    words.choices(setting.value(), isAttached), Question.hint(setting.option()),
                    setting.replaced().orElse(""));
        }

        /** The name of the hidden field that contains the value that the form showed. */
        public String shownName() {
            return "shown." + option;
        }

        /**
         * A copy of this field with the text that the person entered. If the person did not change the field, it
         * contains the value in force.
         */
        Field filledWith(MultivaluedMap<String, String> form) {
            String before = Optional.ofNullable(form.getFirst(shownName())).orElse(value);
            String text = Optional.ofNullable(form.getFirst(option)).orElse(before);
            return new Field(option, label, text.equals(before) ? value : text, shown, unit, choices, hint, written);
        }
    }

    static Question of(TargetView target, Action action, String back, String fault) {
        Offer offer = Offer.of(action, target);
        String word = action.name().toLowerCase(Locale.ROOT);
        return new Question(target.name(), title(offer, target.name()), offer.promise(), button(offer),
                offer.isDestructive(), Row.pathOf(target.name()) + "/" + word, back, VisibleText.oneLine(fault),
                fields(action, target));
    }

    private static String title(Offer offer, String name) {
        return switch (offer.action()) {
            case CHANGE -> "Change thresholds of " + name;
            case SCALE -> "Scale " + Instances.family(name).orElse(name);
            case SIGNAL -> "Send a signal to " + name;
            default -> offer.word() + " " + name + "?";
        };
    }

    private static String button(Offer offer) {
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
                String count = Offer.value(target, Options.INSTANCES);
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

    /** A copy of this question that also says which other targets are stopped, because they depend on this target. */
    Question stopping(List<String> dependents) {
        return dependents.isEmpty()
                ? this
                : new Question(target, title, String.join(", ", dependents)
                        + (dependents.size() == 1 ? " depends on it and is" : " depend on it and are")
                        + " stopped first. " + promise, word, isDestructive, path, back, fault, fields);
    }

    /** A copy of this question whose fields contain the texts that the person entered. */
    Question filledWith(MultivaluedMap<String, String> form) {
        List<Field> filled = fields.stream().map(field -> field.filledWith(form)).toList();
        return new Question(target, title, promise, word, isDestructive, path, back, fault, filled);
    }
}
