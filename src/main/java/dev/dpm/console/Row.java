package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import dev.dpm.event.Words;
import dev.dpm.view.Figures;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;

/**
 * One target as the pages show it: shape, colour and word for the state, figures against thresholds, and what can be
 * done.
 *
 * @param path of its page
 * @param mood the colour's meaning: good warn bad rest waits
 * @param rank the lower, the more urgent
 * @param isAttached somebody else starts it
 * @param sentence the last thing that happened, or the trouble
 */
public record Row(String name, String path, String state, String shape, String mood, int rank, String uptime,
        String pid, String processes, Gauge cpu, Gauge memory, String restarts, String health, boolean isTroubled,
        boolean isAtRest, boolean isAttached, String sentence) {

    private static final Set<String> AT_REST = Set.of("STOPPED", "EXITED", "FATAL");

    static Row of(TargetView target, Optional<String> lastEvent) {
        boolean troubled = StatusView.isInTrouble(target);
        String mood = mood(target, troubled);
        return new Row(target.name(), pathOf(target.name()), target.state(), shape(mood), mood, rank(mood),
                Figures.duration(target.uptimeSeconds()), Figures.pid(target.pid()),
                target.processes().map(String::valueOf).orElse(Figures.UNKNOWN), cpu(target), memory(target),
                Figures.restarts(target), target.health(), troubled, AT_REST.contains(target.state()),
                target.attached(),
                troubled ? Figures.trouble(target) : lastEvent.orElse(target.reason()));
    }

    static String pathOf(String name) {
        return "/targets/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Gauge cpu(TargetView target) {
        return Gauge.of("CPU", Figures.percent(target.cpuPercent()), target.cpuPercent(),
                target.cpuThresholdPercent().map(Words::percent).orElse(""), target.cpuThresholdPercent());
    }

    private static Gauge memory(TargetView target) {
        return Gauge.of("Memory", Figures.bytes(target.memoryBytes()), target.memoryBytes().map(Long::doubleValue),
                Figures.bytes(target.memoryThresholdBytes()), target.memoryThresholdBytes().map(Long::doubleValue));
    }

    private static String mood(TargetView target, boolean troubled) {
        if (target.state().equals("FATAL") || target.givenUp()) {
            return "bad";
        }
        if (target.state().equals("WAITING")) {
            return "waits";
        }
        if (troubled || target.state().equals("STARTING") || target.state().equals("STOPPING")) {
            return "warn";
        }
        return AT_REST.contains(target.state()) ? "rest" : "good";
    }

    private static String shape(String mood) {
        return switch (mood) {
            case "bad" -> "✕";
            case "warn" -> "▲";
            case "rest" -> "○";
            case "waits" -> "◌";
            default -> "●";
        };
    }

    private static int rank(String mood) {
        return switch (mood) {
            case "bad" -> 0;
            case "warn" -> 1;
            default -> 2;
        };
    }
}
