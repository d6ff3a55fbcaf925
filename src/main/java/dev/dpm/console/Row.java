package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.event.EventType;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.view.EventView;
import dev.dpm.view.Figures;
import dev.dpm.view.IncidentView;
import dev.dpm.view.LatestView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageSeries;

/**
 * One target in a list of targets. Two rows of the same target are equal if they differ only in relative times.
 * @param mood {@code good}, {@code warn}, {@code bad}, {@code rest} or {@code waits}
 * @param rank rows with lower numbers come first
 * @param since when the target was launched; empty: it has no process
 * @param hasRecentRestarts whether the target had restarts within its restart window
 * @param sentence why the target needs attention, or its newest event
 * @param remark a fact that the state does not show; empty text: none
 * @param nextRestart when the target is launched again; empty: no restart is planned
 * @param happened when the newest event happened
 * @param troubledSince since when the target is in trouble; empty: it is not
 * @param lastWords the last line of output after a failure
 * @param why the URL of the incident that explains the trouble; empty text: none
 * @param settled the number of the target's newest event; empty text: the target is starting or stopping
 * @param isShort whether the row has only one line
 * @param tags the target's group and labels
 */
public record Row(String name, String path, Phase state, String shape, String mood, int rank,
        Optional<Instant> since, String pid, int processes, FigureTile cpu, FigureTile memory, String restarts,
        boolean hasRecentRestarts, Health health, boolean isTroubled, boolean isBusy, String sentence,
        String remark, Optional<Instant> nextRestart, Optional<Instant> happened, Optional<Instant> troubledSince,
        String lastWords, String why, List<ActionButton> offers, String settled, boolean isShort, String tags) {

    /** The largest number of characters that a row shows of a target's last line of output. */
    private static final int MOST_WORDS = 200;
    /**
     * The words about a planned restart in the reason of a target's state: {@code ; restarting in 5 s}. The page removes these
     * words, since it shows a countdown instead.
     */
    private static final Pattern PLANNED = Pattern.compile("; restarting in [^,;]+");
    private static final Duration ONE_MOMENT = Duration.ofSeconds(5);

    static Row of(TargetView target, UsageSeries recent, LatestView latest, String lastWords,
            List<ActionButton> offers) {
        Optional<LatestEvent> told = latest.of(target.name()).map(event -> LatestEvent.of(target, event));
        boolean troubled = StatusView.isInTrouble(target);
        String mood = mood(target, troubled);
        boolean busy = target.state().isPassing();
        return new Row(target.name(), pathOf(target.name()), target.state(), shape(mood), mood, rank(mood),
                target.startedAt().map(Row::toSecond), Figures.pid(target.pid()), target.processes().orElse(0),
                FigureTile.cpu(target, recent), FigureTile.memory(target, recent), Figures.restarts(target),
                target.restartsInWindow() > 0, target.health(), troubled, busy,
                VisibleText.oneLine(sentence(target, troubled, told)), remark(target),
                nextRestart(target, Instant.now()),
                troubled ? Optional.empty() : told.map(LatestEvent::time),
                target.story().troubleSince().filter(since -> troubled).map(Row::toSecond),
                troubled && target.pid().isEmpty() ? shortened(VisibleText.oneLine(lastWords)) : "",
                target.story().incident().filter(incident -> troubled && isOfTrouble(incident, target))
                        .map(incident -> IncidentPage.pathOf(incident.id())).orElse(""),
                offers,
                busy || told.filter(LatestEvent::beginsChange).isPresent()
                        ? ""
                        : told.map(event -> String.valueOf(event.sequence())).orElse("0"),
                false,
                String.join(" ", target.tags().words()));
    }

    /**
     * Whether an incident caused the target's present trouble. A small difference of times is allowed, since the incident's
     * time comes from another clock.
     */
    private static boolean isOfTrouble(IncidentView incident, TargetView target) {
        return target.story().troubleSince().filter(since -> incident.at().isBefore(since.minus(ONE_MOMENT))).isEmpty();
    }

    private static Optional<Instant> nextRestart(TargetView target, Instant now) {
        return target.nextRestartSeconds()
                .map(seconds -> toSecond(now.plus(Duration.ofMillis(Math.round(seconds * 1000)))));
    }

    private static String shortened(String words) {
        return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
    }

    static String pathOf(String name) {
        return "/targets/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A copy of this row for a long list of targets. A healthy target gets one line there. */
    Row amongMany() {
        return isCalm()
                ? new Row(name, path, state, shape, mood, rank, since, pid, processes, cpu, memory, restarts,
                        hasRecentRestarts, health, isTroubled, isBusy, sentence, remark, nextRestart, happened,
                        troubledSince, lastWords, why, List.of(), settled, true, tags)
                : this;
    }

    /** The CSS classes of the row's HTML element, with a leading space. */
    public String classes() {
        return " " + mood + (isTroubled ? " troubled" : "") + (isBusy ? " busy" : "") + (isCalm() ? " calm" : "")
                + (isShort ? " short" : "");
    }

    /** Whether the target is not in trouble, neither starting nor stopping, and has no remark. */
    public boolean isCalm() {
        return !isTroubled && !isBusy && remark.isEmpty();
    }

    public boolean isRunning() {
        return !pid.equals(Figures.UNKNOWN);
    }

    /**
     * The number of restarts with its noun: {@code 1 restart}, {@code 7 restarts (2 of 3)}. In parentheses: the
     * restarts within the restart window, of the number that is allowed.
     */
    public String restartsText() {
        String[] words = restarts.split(" ", 2);
        return words[0] + (words[0].equals("1") ? " restart" : " restarts") + (words.length == 2 ? " " + words[1] : "");
    }

    /**
     * Rounds the time of a launch to seconds. It is computed from the age of the process, so two readings differ by
     * milliseconds.
     */
    private static Instant toSecond(Instant time) {
        return time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String sentence(TargetView target, boolean troubled, Optional<LatestEvent> last) {
        if (troubled) {
            String reason = target.breach().filter(breach -> !target.givenUp()).orElse(target.reason());
            return target.nextRestartSeconds().isPresent() ? PLANNED.matcher(reason).replaceFirst("") : reason;
        }
        if (target.state() == Phase.WAITING && target.story().nextRunAt().isPresent()) {
            // the reason is shown instead of the newest event, since only the reason names the next run
            return target.reason();
        }
        return target.state() == Phase.FATAL
                ? "acknowledged: " + target.reason()
                : last.map(LatestEvent::sentence).orElse(target.reason());
    }

    private static String mood(TargetView target, boolean troubled) {
        if (troubled && (target.state() == Phase.FATAL || target.givenUp() || target.story().failed())) {
            return "bad";
        }
        if (target.state() == Phase.WAITING) {
            return "waits";
        }
        if (troubled || target.state().isPassing() || !remark(target).isEmpty()) {
            return "warn";
        }
        return target.state().isAtRest() ? "rest" : "good";
    }

    /**
     * A fact that the state does not show: a signal has stopped the process, or a check failed for the first time. Empty text:
     * neither.
     */
    private static String remark(TargetView target) {
        String stopped = target.story().suspended() ? "its process is stopped by a signal" : "";
        String failing = target.story().failingCheck().orElse("");
        return stopped.isEmpty() || failing.isEmpty() ? stopped + failing : stopped + ", " + failing;
    }

    /**
     * The newest event of a target.
     *
     * @param sentence the event in words; after a restart, the cause of the restart
     * @param beginsChange whether the target is starting or stopping since this event, even if its state was read before it
     */
    private record LatestEvent(long sequence, Instant time, String sentence, boolean beginsChange) {
        private static final Set<EventType> BEGINNINGS = Set.of(EventType.TARGET_STOPPING, EventType.TARGET_STARTED);
        private static final Set<EventType> LAUNCHED = Set.of(EventType.TARGET_STARTED, EventType.TARGET_RUNNING);

        static LatestEvent of(TargetView target, EventView last) {
            boolean begins = last.kind().filter(BEGINNINGS::contains).isPresent();
            return target.story().restart().filter(restart -> last.kind().filter(LAUNCHED::contains).isPresent())
                    .map(restart -> new LatestEvent(last.sequence(), toSecond(restart.at()),
                            "restarted: " + restart.why(), begins))
                    .orElseGet(() -> new LatestEvent(last.sequence(), last.time(), last.message(), begins));
        }
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
