package dev.dpm.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class UnitNames {

    private static final Pattern SPECIFIER = Pattern.compile("%(.)");

    private final Map<String, String> values = new HashMap<>();
    private final String plain;
    private final String instance;

    /** @param fileName the name of the unit's file, such as {@code web@blue.service} */
    UnitNames(String fileName, Map<String, String> environment) {
        plain = fileName.replaceFirst("\\.[a-z]+$", "");
        int at = plain.indexOf('@');
        String prefix = at < 0 ? plain : plain.substring(0, at);
        instance = at < 0 ? "" : plain.substring(at + 1);
        values.putAll(Map.of("%", "%", "n", fileName, "N", plain, "p", prefix, "t", "/run", "S", "/var/lib", "C",
                "/var/cache", "L", "/var/log", "E", "/etc"));
        values.put("T", "/tmp");
        values.put("V", "/var/tmp");
        if (at < 0 || !instance.isEmpty()) {
            values.put("i", instance);
            values.put("I", instance.replace('-', '/'));
        }
        Optional.ofNullable(environment.get("HOME")).ifPresent(home -> values.put("h", home));
        Optional.ofNullable(environment.get("HOSTNAME")).ifPresent(host -> values.put("H", host));
    }

    /** Sets the folders that specifiers such as {@code %S} mean in a user's own systemd (XDG Base Directory). */
    void ofUser(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        Map.of("t", "XDG_RUNTIME_DIR", "S", "XDG_STATE_HOME", "C", "XDG_CACHE_HOME", "E", "XDG_CONFIG_HOME")
                .forEach((specifier, variable) -> folder(specifier, environment.get(variable)));
        Map.of("S", "/.local/state", "C", "/.cache", "E", "/.config").forEach((specifier, folder) -> {
            if (!values.containsKey(specifier) && !home.isEmpty()) {
                values.put(specifier, home + folder);
            }
        });
        folder("L", Optional.ofNullable(values.get("S")).map(state -> state + "/log").orElse(null));
    }

    private void folder(String specifier, String folder) {
        values.remove(specifier);
        Optional.ofNullable(folder).filter(path -> !path.isBlank()).ifPresent(path -> values.put(specifier, path));
    }

    /** The name of the target: the unit's name, and after a hyphen the name of its instance. */
    String target() {
        return plain.replaceFirst("@$", "").replace('@', '-');
    }

    /** Replaces the specifiers of systemd, such as {@code %i}. Empty: the text contains an unknown one. */
    Optional<String> expand(String text) {
        Matcher specifier = SPECIFIER.matcher(text);
        StringBuilder whole = new StringBuilder();
        while (specifier.find()) {
            String value = values.get(specifier.group(1));
            if (value == null) {
                return Optional.empty();
            }
            specifier.appendReplacement(whole, Matcher.quoteReplacement(value));
        }
        return Optional.of(specifier.appendTail(whole).toString());
    }
}
