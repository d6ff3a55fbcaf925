package dev.dpm.pattern;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.dpm.pattern.Trace.Child;
import dev.dpm.pattern.Trace.Lack;
import dev.dpm.pattern.Trace.Pressure;
import dev.dpm.pattern.Trace.Rise;

/** Converts a {@link Trace} to the keys of an incident's summary file, and back. */
public final class TraceKeys {

    private TraceKeys() {
    }

    /** The keys of a trace for the incident's summary file, without facts that the file contains under other keys. */
    public static Map<String, String> of(Trace trace) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("life_seconds", Double.toString(trace.lifeSeconds()));
        keys.put("watched_seconds", Double.toString(trace.watchedSeconds()));
        trace.previous().ifPresent(id -> keys.put("previous", id));
        trace.rise().ifPresent(rise -> keys.put("memory_rise", rise.fromBytes() + " " + rise.toBytes()));
        trace.program().ifPresent(program -> keys.put("program", program));
        trace.programChanged().ifPresent(at -> keys.put("program_changed", at.toString()));
        trace.settingsSince().ifPresent(at -> keys.put("settings_since", at.toString()));
        trace.settings().forEach((option, text) -> keys.put("setting." + option, text));
        trace.machine().ifPresent(pressure -> keys.put("pressure", words(pressure)));
        trace.child().ifPresent(child -> keys.put("child",
                child.alike() + " " + child.children() + " " + child.kinds() + " " + child.name()));
        return keys;
    }

    private static String words(Pressure pressure) {
        return words(pressure.cpu()) + " " + words(pressure.memory()) + " " + words(pressure.io());
    }

    private static String words(Lack lack) {
        return lack.now() + " " + lack.before();
    }

    /** Reads the {@link Trace} of an incident from the incident's summary file. */
    public static Optional<Trace> parse(Properties file) {
        Map<String, String> keys = new TreeMap<>();
        file.stringPropertyNames().forEach(key -> keys.put(key, file.getProperty(key)));
        return parse(keys);
    }

    /**
     * Reads a trace from the keys of an incident's summary file; empty if an older version of the runner wrote the
     * file, or if it is damaged.
     */
    public static Optional<Trace> parse(Map<String, String> keys) {
        try {
            return keys.containsKey("life_seconds") ? Optional.of(trace(keys)) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Trace trace(Map<String, String> keys) {
        SortedMap<String, String> settings = new TreeMap<>();
        keys.forEach((key, text) -> {
            if (key.startsWith("setting.")) {
                settings.put(key.substring("setting.".length()), text);
            }
        });
        return new Trace(keys.get("id"), Instant.parse(keys.get("at")), keys.get("cause"),
                Long.parseLong(keys.get("incarnation")), Double.parseDouble(keys.get("life_seconds")),
                Double.parseDouble(keys.get("watched_seconds")), Optional.ofNullable(keys.get("previous")),
                parsed(keys, "memory_rise", 2, words -> new Rise(Long.parseLong(words[0]), Long.parseLong(words[1]))),
                Optional.ofNullable(keys.get("program")),
                Optional.ofNullable(keys.get("program_changed")).map(Instant::parse), settings,
                Optional.ofNullable(keys.get("settings_since")).map(Instant::parse),
                parsed(keys, "pressure", 6,
                        words -> new Pressure(lack(words, 0), lack(words, 2), lack(words, 4))),
                parsed(keys, "child", 4, words -> new Child(words[3], Integer.parseInt(words[0]),
                        Integer.parseInt(words[1]), Integer.parseInt(words[2]))));
    }

    private static <T> Optional<T> parsed(Map<String, String> keys, String key, int words,
            Function<String[], T> parser) {
        return Optional.ofNullable(keys.get(key)).map(text -> parser.apply(text.split(" ", words)));
    }

    private static Lack lack(String[] words, int from) {
        return new Lack(Double.parseDouble(words[from]), Double.parseDouble(words[from + 1]));
    }
}
