package dev.dpm.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.NativePaths;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StateKeys;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/**
 * Converts a target's record to texts for its file and back. The keys in the file never change, since clients read some of
 * them.
 */
final class TargetRecordCodec {

    static final int SCHEMA = 1;

    private TargetRecordCodec() {
    }

    static SortedMap<String, String> of(TargetRecord target) {
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put(StateKeys.SCHEMA, Integer.toString(SCHEMA));
        keys.put(StateKeys.WANTED, Boolean.toString(target.wanted()));
        keys.put(StateKeys.BOOT_ID, target.bootId());
        keys.put("incarnation", Long.toString(target.incarnation()));
        keys.put("launching", Boolean.toString(target.launching()));
        keys.put("ran_for_ms", Long.toString(target.ranFor().toMillis()));
        keys.put("restarts_at_ms", target.restartsAt().stream().map(at -> Long.toString(at.toMillis()))
                .collect(Collectors.joining(",")));
        keys.put("in_a_row", Integer.toString(target.inARow()));
        keys.put("restarts", Long.toString(target.restarts()));
        keys.put("state", target.state().name());
        keys.put("given_up", Boolean.toString(target.givenUp()));
        keys.put("reason", target.reason());
        if (target.acknowledged()) {
            keys.put("acknowledged", "true");
        }
        if (target.failed()) {
            keys.put("failed", "true");
        }
        MomentKeys.put(keys, target.moments());
        if (target.ranUntil().isPresent()) {
            keys.put("ran_until", target.ranUntil().get().instant().toString());
        }
        target.process().ifPresent(process -> putProcess(keys, process));
        target.lastExit().ifPresent(exit -> putExit(keys, exit));
        putSpec(keys, target.spec());
        return keys;
    }

    private static void putProcess(SortedMap<String, String> keys, ProcessIdentity process) {
        keys.put(StateKeys.PID, Long.toString(process.pid()));
        keys.put(StateKeys.START_TICKS, Long.toString(process.startTicks()));
        keys.put(StateKeys.PROCESS_BOOT_ID, process.bootId());
    }

    private static void putExit(SortedMap<String, String> keys, ExitStatus exit) {
        Map.Entry<String, String> key = exit.match(
                code -> Map.entry("exit_code", Integer.toString(code.value())),
                by -> Map.entry("exit_signal", by.signal().name()),
                () -> Map.entry("exit_unknown", "true"));
        keys.put(key.getKey(), key.getValue());
    }

    private static void putSpec(SortedMap<String, String> keys, TargetSpec spec) {
        keys.put("name", spec.name().value());
        for (int i = 0; i < spec.command().size(); i++) {
            keys.put("command." + i, spec.command().get(i));
        }
        keys.put("cwd", NativePaths.text(spec.cwd()));
        keys.put("umask", spec.umask());
        spec.source().ifPresent(file -> keys.put(StateKeys.SOURCE, NativePaths.text(file)));
        spec.environment().forEach((variable, value) -> keys.put("env." + variable, value));
        spec.settings().all().forEach((option, setting) -> {
            keys.put(StateKeys.OPTION + option.name(), setting.text());
            keys.put("origin." + option.name(), origin(setting));
        });
        spec.settings().replaced().forEach((option, written) -> {
            keys.put("replaced." + option.name(), written.map(Settings.Setting::text).orElse(""));
            keys.put("replaced_origin." + option.name(), written.map(TargetRecordCodec::origin).orElse(""));
        });
    }

    private static String origin(Settings.Setting setting) {
        return setting.origin().source() + "|" + setting.origin().place();
    }

    /**
     * Reads a target's record.
     * @param dropped receives a phrase for each unknown option
     * @throws IllegalArgumentException if the keys are no record; the message says why
     */
    static TargetRecord read(SortedMap<String, String> keys, List<String> dropped) {
        return new TargetRecord(spec(keys, dropped), truth(keys, StateKeys.WANTED), need(keys, StateKeys.BOOT_ID),
                whole(keys, "incarnation"), process(keys), truth(keys, "launching"),
                Duration.ofMillis(whole(keys, "ran_for_ms")), restartsAt(need(keys, "restarts_at_ms")),
                Math.toIntExact(whole(keys, "in_a_row")), whole(keys, "restarts"), exit(keys),
                Phase.of(need(keys, "state")).orElse(Phase.STOPPED),
                truth(keys, "given_up"), need(keys, "reason"), keys.containsKey("acknowledged"),
                keys.containsKey("failed"), MomentKeys.read(keys),
                ranUntil(keys));
    }

    private static Optional<WallTime> ranUntil(SortedMap<String, String> keys) {
        return keys.containsKey("ran_until")
                ? MomentKeys.moment(keys, "ran_until").map(WallTime::of)
                : Optional.empty();
    }

    private static TargetSpec spec(SortedMap<String, String> keys, List<String> dropped) {
        List<String> command = new ArrayList<>();
        while (keys.containsKey("command." + command.size())) {
            command.add(keys.get("command." + command.size()));
        }
        Map<String, String> environment = new HashMap<>();
        below(keys, "env.").forEach(environment::put);
        return new TargetSpec(new TargetName(need(keys, "name")), command, NativePaths.of(need(keys, "cwd")),
                environment,
                need(keys, "umask"), settings(keys, dropped),
                Optional.ofNullable(keys.get(StateKeys.SOURCE)).map(NativePaths::of));
    }

    private static Settings settings(SortedMap<String, String> keys, List<String> dropped) {
        Settings settings = Settings.none();
        for (Map.Entry<String, String> given : below(keys, StateKeys.OPTION).entrySet()) {
            Optional<Option<?>> option = Options.byName(given.getKey());
            if (option.isEmpty()) {
                dropped.add("the option " + given.getKey() + " no longer exists");
                continue;
            }
            try {
                settings = setting(settings, keys, option.get(), given.getValue());
            } catch (BadValue e) {
                dropped.add("'" + given.getValue() + "' is no value of " + option.get() + " (" + e.getMessage() + ")");
            }
        }
        return settings;
    }

    private static Settings setting(Settings settings, SortedMap<String, String> keys, Option<?> option, String text)
            throws BadValue {
        Settings.Origin origin = origin(keys.getOrDefault("origin." + option.name(), ""), option);
        String writtenAt = keys.getOrDefault("replaced_origin." + option.name(), "");
        Settings written = writtenAt.isEmpty()
                ? settings
                : settings.with(option, keys.getOrDefault("replaced." + option.name(), ""), origin(writtenAt, option));
        return origin.source() == Settings.Source.CHANGE
                ? written.changed(option, text, origin.place())
                : settings.with(option, text, origin);
    }

    private static Settings.Origin origin(String origin, Option<?> option) {
        String[] parts = origin.split("\\|", 2);
        return Arrays.stream(Settings.Source.values())
                .filter(source -> parts.length == 2 && source.name().equals(parts[0])).findFirst()
                .map(source -> new Settings.Origin(source, parts[1]))
                .orElse(new Settings.Origin(Settings.Source.FLAG, option.flag()));
    }

    private static Map<String, String> below(SortedMap<String, String> keys, String prefix) {
        Map<String, String> found = new TreeMap<>();
        keys.tailMap(prefix).entrySet().stream().takeWhile(key -> key.getKey().startsWith(prefix))
                .forEach(key -> found.put(key.getKey().substring(prefix.length()), key.getValue()));
        return found;
    }

    private static Optional<ProcessIdentity> process(SortedMap<String, String> keys) {
        if (!keys.containsKey(StateKeys.PID)) {
            return Optional.empty();
        }
        return Optional.of(new ProcessIdentity(whole(keys, StateKeys.PID), whole(keys, StateKeys.START_TICKS),
                need(keys, StateKeys.PROCESS_BOOT_ID)));
    }

    private static Optional<ExitStatus> exit(SortedMap<String, String> keys) {
        if (keys.containsKey("exit_code")) {
            return Optional.of(new ExitStatus.Code(Math.toIntExact(whole(keys, "exit_code"))));
        }
        if (keys.containsKey("exit_signal")) {
            String name = keys.get("exit_signal");
            return Optional.of(new ExitStatus.Signaled(Signal.parse(name)
                    .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no signal"))));
        }
        return keys.containsKey("exit_unknown") ? Optional.of(new ExitStatus.Unknown()) : Optional.empty();
    }

    private static List<Duration> restartsAt(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(at -> Duration.ofMillis(Long.parseLong(at))).toList();
    }

    private static String need(SortedMap<String, String> keys, String key) {
        String text = keys.get(key);
        if (text == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return text;
    }

    private static long whole(SortedMap<String, String> keys, String key) {
        try {
            return Long.parseLong(need(keys, key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its " + key + " is no number", e);
        }
    }

    private static boolean truth(SortedMap<String, String> keys, String key) {
        return switch (need(keys, key).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("its " + key + " is neither true nor false");
        };
    }
}
