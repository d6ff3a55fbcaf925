package dev.dpm.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.Phase;
import dev.dpm.view.Style.Ink;

/** The sentences below the table of {@code status}. */
final class StatusNotes {

    private static final double NEAR_SECONDS = 3600;
    /** For how many seconds after a restart {@code status} mentions it. */
    private static final double RECENT_SECONDS = 600;

    /** A sentence below the table of {@code status}, and its colour. */
    record Note(String text, Ink ink) {

        Note {
            text = Printable.of(text);
        }
    }

    private StatusNotes() {
    }

    /** The note on a target that is in trouble, or that waits for its process to be started. Empty: neither is the case. */
    static Optional<Note> trouble(TargetView target, ReadersClock clock) {
        boolean isTold = StatusView.isInTrouble(target) || target.acknowledged() || target.state() == Phase.WAITING;
        return isTold
                ? Optional.of(new Note(target.name() + " " + Figures.trouble(target) + since(target, clock),
                        isBad(target) ? Ink.BAD : Ink.WARN))
                : Optional.empty();
    }

    private static boolean isBad(TargetView target) {
        return target.state() == Phase.FATAL || target.story().failed();
    }

    private static String since(TargetView target, ReadersClock clock) {
        return target.story().troubleSince().map(since -> " (since " + clock.at(since) + ")").orElse("");
    }

    static List<Note> remarks(TargetView target, ReadersClock clock) {
        StoryView story = target.story();
        List<Note> notes = new ArrayList<>();
        if (target.breach().isEmpty()) {
            story.failingCheck().ifPresent(word -> notes.add(new Note(target.name() + ": " + failing(target, word)
                    + story.failingCheckSince().map(since -> " (since " + clock.at(since) + ")").orElse(""),
                    Ink.WARN)));
        }
        if (story.suspended()) {
            notes.add(new Note(target.name() + ": " + Figures.suspended(target), Ink.WARN));
        }
        unjudged(target).ifPresent(notes::add);
        story.restart().filter(restart -> restart.ago() < RECENT_SECONDS)
                .ifPresent(restart -> notes.add(new Note(target.name() + ": " + restart.words(), Ink.WARN)));
        return notes;
    }

    /** The note on a target of which only one memory size exceeds the threshold. This is no breach. */
    private static Optional<Note> unjudged(TargetView target) {
        boolean isOver = exceeds(target, target.memoryBytes()) && !exceeds(target, Figures.judgedBytes(target));
        return isOver && target.breach().isEmpty()
                ? Optional.of(new Note(target.name() + ": memory " + Figures.bothSizes(target.limits())
                        + ": pages that its processes share are counted in each of them, so this is no breach of "
                        + Figures.bytes(target.memoryThresholdBytes()), Ink.NONE))
                : Optional.empty();
    }

    private static boolean exceeds(TargetView target, Optional<Long> bytes) {
        return bytes.isPresent() && target.memoryThresholdBytes().filter(limit -> bytes.get() > limit).isPresent();
    }

    /** A phrase about a failing check: {@code check 2 of 3 failed: http://127.0.0.1:8000/healthz answered 500}. */
    private static String failing(TargetView target, String word) {
        return word + target.checks().stream().filter(check -> check.failing().equals(Optional.of(word))).findFirst()
                .map(check -> ": " + check.target() + check.reason().map(reason -> " " + reason).orElse(""))
                .orElse("");
    }

    /**
     * The note on settings that a person changed while the target runs: {@code web: changed while it runs: cpu_threshold 55
     * instead of 80}.
     */
    static Optional<Note> changed(TargetView target) {
        List<String> changes = target.configuration().stream().filter(TargetView.SettingView::isChanged)
                .map(setting -> setting.option() + " " + setting.value() + " instead of "
                        + setting.replaced().orElse("the default"))
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Note(target.name() + ": changed while it runs: " + String.join(", ", changes),
                        Ink.NONE));
    }

    /** The note on settings that apply only after a restart of the target: {@code web-1: runs with its old settings: …}. */
    static Optional<Note> pending(TargetView target) {
        return target.story().pending().map(changes -> new Note(target.name()
                + ": runs with its old settings; its file changes " + changes + ": `reload` or `restart "
                + target.name() + "` applies that", Ink.WARN));
    }

    /**
     * The note on a target whose memory rises towards its limit: {@code web: memory limit of 256.0 MiB in about 40 s (30 s to 1
     * min)}.
     */
    static Optional<Note> nearing(TargetView target) {
        LimitsView limits = target.limits();
        return limits.timeToLimitSeconds().filter(seconds -> seconds <= NEAR_SECONDS)
                .flatMap(seconds -> limits.timeToLimit())
                .map(when -> new Note(target.name() + ": memory limit of " + Figures.bytes(limits.memoryLimitBytes())
                        + " " + when, Ink.WARN));
    }
}
