package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;

/**
 * Warns about settings that have no effect because another option is off, such as {@code watch_debounce} without {@code watch}.
 * A setting for several targets has an effect if one of them uses it.
 */
final class IdleSettings {

    private IdleSettings() {
    }

    private record Line(Option<?> option, Origin origin) {
    }

    static void warn(List<Settings> each, Findings findings) {
        if (!findings.faults().isEmpty()) {
            return;
        }
        Map<Line, List<Settings>> lines = new LinkedHashMap<>();
        for (Settings settings : each) {
            settings.all().forEach((option, given) -> {
                if (isWritten(given.origin().source()) && canBeIdle(option, settings)) {
                    lines.computeIfAbsent(new Line(option, given.origin()), line -> new ArrayList<>()).add(settings);
                }
            });
        }
        lines.forEach((line, users) -> {
            if (users.stream().allMatch(settings -> isIdle(line.option(), settings))) {
                findings.warning(ConfigFault.of(line.origin(), line.option(), "has no effect "
                        + reasons(line, users.get(0))).toString());
            }
        });
    }

    /**
     * The warnings about settings that have no effect after a change of a running target, and had an effect before or are new.
     *
     * @param before the settings before the change
     * @param now the settings after the change
     * @param changed the changed options
     */
    static List<String> warnings(Settings before, Settings now, Set<Option<?>> changed) {
        List<String> warnings = new ArrayList<>();
        now.all().forEach((option, given) -> {
            boolean isNew = changed.contains(option) || !isIdleAsGiven(option, before);
            if (isNew && isIdleAsGiven(option, now)) {
                Line line = new Line(option, given.origin());
                String sentence = "has no effect " + reasons(line, now);
                warnings.add(given.origin().source() == Source.CHANGE
                        ? option.name() + " " + sentence
                        : ConfigFault.of(given.origin(), option, sentence).toString());
            }
        });
        return warnings;
    }

    private static boolean isIdleAsGiven(Option<?> option, Settings settings) {
        return settings.given(option).filter(given -> given.origin().source() == Source.CHANGE
                || isWritten(given.origin().source())).isPresent() && canBeIdle(option, settings)
                && isIdle(option, settings);
    }

    private static boolean canBeIdle(Option<?> option, Settings settings) {
        return !option.needs().isEmpty()
                && settings.given(option).filter(given -> option.isOn(given.value())).isPresent();
    }

    private static boolean isWritten(Source source) {
        return source == Source.FILE || source == Source.FLAG;
    }

    private static boolean isIdle(Option<?> option, Settings settings) {
        return needed(option).noneMatch(other -> settings.find(other).filter(other::isOn).isPresent());
    }

    private static Stream<Option<?>> needed(Option<?> option) {
        return option.needs().stream().map(name -> Options.byName(name).orElseThrow());
    }

    /** Why a setting has no effect: {@code without http_check or tcp_check}, {@code while evidence_seconds is 0}. */
    private static String reasons(Line line, Settings settings) {
        Map<Boolean, List<Option<?>>> byGiven = needed(line.option())
                .collect(Collectors.partitioningBy(other -> settings.given(other).isPresent()));
        List<String> lacking = byGiven.get(false).stream().map(other -> name(other, line)).toList();
        List<String> off = byGiven.get(true).stream()
                .map(other -> name(other, line) + " is " + settings.given(other).map(Setting::text).orElseThrow())
                .toList();
        String without = lacking.isEmpty() ? "" : "without " + joined(lacking, "or");
        String where = off.isEmpty() ? "" : "while " + joined(off, "and");
        return Stream.of(without, where).filter(words -> !words.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String name(Option<?> option, Line line) {
        return line.origin().source() == Source.FLAG ? option.flag() : option.name();
    }

    private static String joined(List<String> words, String last) {
        int end = words.size() - 1;
        return end == 0
                ? words.get(0)
                : String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
    }
}
