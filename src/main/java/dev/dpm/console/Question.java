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
 * What is asked before something is done.
 *
 * @param promise a sentence: what will happen
 * @param path where the form is sent
 * @param back where the person came from: overview or target
 * @param fault what was wrong with the last answer; empty: nothing
 * @param fields what can be filled in; none where only yes or no is asked
 */
public record Question(String target, String title, String promise, String word, boolean isDestructive, String path,
        String back, String fault, List<Field> fields) {

    /** What a person on call changes, in this order. */
    private static final List<String> CHANGEABLE = List.of("cpu_threshold", "memory_threshold", "breach_samples",
            "on_breach", "monitor_interval", "max_restarts", "restart_window");

    /**
     * A setting that can be changed.
     *
     * @param hint its meaning
     * @param written what stood there before a live change; empty: it was not changed
     */
    public record Field(String option, String value, String hint, String written) {
    }

    static Question of(TargetView target, Action action, String back, String fault) {
        Offer offer = Offer.of(action, target);
        boolean isChange = action == Action.CHANGE;
        String word = action.name().toLowerCase(Locale.ROOT);
        return new Question(target.name(),
                offer.word() + (isChange ? " thresholds of " : " ") + target.name() + (isChange ? "" : "?"),
                offer.promise(), offer.word(), offer.isDestructive(), Row.pathOf(target.name()) + "/" + word, back,
                Shown.oneLine(fault), isChange ? fields(target) : List.of());
    }

    static List<Field> fields(TargetView target) {
        Map<String, SettingView> settings = target.configuration().stream().filter(SettingView::live)
                .collect(Collectors.toMap(SettingView::option, Function.identity(), (first, second) -> first));
        return CHANGEABLE.stream().map(settings::get).filter(Objects::nonNull)
                .map(setting -> new Field(setting.option(), setting.value(), hint(setting.option()),
                        setting.replaced().orElse("")))
                .toList();
    }

    private static String hint(String option) {
        return Options.byName(option).map(found -> found.doc()).orElse("");
    }

    /** The same, with what the person had written. */
    Question filledWith(MultivaluedMap<String, String> form) {
        List<Field> filled = fields.stream().map(field -> new Field(field.option(),
                Optional.ofNullable(form.getFirst(field.option())).orElse(field.value()), field.hint(),
                field.written())).toList();
        return new Question(target, title, promise, word, isDestructive, path, back, fault, filled);
    }
}
