package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.dpm.config.yaml.Lined;

final class Healthcheck {

    private static final Map<String, Rule> TABLE = Map.of("interval", Rule.turned("check_interval", Values::seconds),
            "timeout", Rule.turned("check_timeout", Values::seconds), "retries", Rule.as("check_failures"),
            "start_period", Rule.turned("start_grace", Values::seconds), "start_interval",
            Rule.left("check_interval holds from the first check on"));

    /**
     * The defaults of Docker's healthcheck that differ from those of dpm-runner, in seconds (Dockerfile reference,
     * HEALTHCHECK). Docker stores 0 for a setting that is not given (API reference, HealthConfig).
     */
    private static final Map<String, String> DEFAULTS = Map.of("interval", "30", "timeout", "30");

    private Healthcheck() {
    }

    static void apply(Key key, Draft draft) {
        boolean isOff = key.value().under("disable").map(Lined::text).flatMap(Values::truth).orElse(false);
        if (isOff) {
            return;
        }
        if (key.value().under("test").isEmpty()) {
            draft.note(key, "it has no test of its own, the image brings one: write exec_check");
        }
        key.value().pairs().forEach((name, value) -> {
            Key inner = new Key("healthcheck." + name, value, key.place());
            if (name.equals("test")) {
                test(inner, draft);
            } else if (!name.equals("disable") && !isDefault(name, value)) {
                TABLE.getOrDefault(name, Rule.left("it is no key of compose known here")).apply(inner, draft);
            }
        });
        if (draft.has("exec_check")) {
            defaults(key, draft);
        }
    }

    private static boolean isDefault(String name, Lined value) {
        return TABLE.containsKey(name) && Values.seconds(value.text()).filter("0"::equals).isPresent();
    }

    private static void defaults(Key key, Draft draft) {
        List<String> missing = new ArrayList<>();
        DEFAULTS.forEach((name, seconds) -> {
            if (!draft.has("check_" + name)) {
                draft.put("check_" + name, seconds, new Key("healthcheck." + name, key.value(), key.place()));
                missing.add("check_" + name);
            }
        });
        if (!missing.isEmpty()) {
            draft.comment("from Docker's defaults: " + missing.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    /**
     * Carries over the command of a healthcheck. A failing check does not restart the target, since Docker only marks the
     * container as unhealthy.
     */
    private static void check(String command, Key key, Draft draft) {
        draft.put("exec_check", oneLine(command), key);
        draft.put("on_breach", "unhealthy", key);
    }

    private static void test(Key key, Draft draft) {
        if (key.value().isText()) {
            check(key.text(), key, draft);
            return;
        }
        List<String> words = key.value().items().stream().map(Lined::text).toList();
        switch (words.isEmpty() ? "NONE" : words.get(0)) {
            case "NONE" -> draft.comment("no healthcheck");
            case "CMD-SHELL" -> check(String.join(" ", words.subList(1, words.size())), key, draft);
            case "CMD" -> check(ShellWords.line(words.subList(1, words.size())), key, draft);
            default -> draft.left(key, "it begins with none of CMD, CMD-SHELL and NONE");
        }
    }

    private static String oneLine(String command) {
        return command.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
