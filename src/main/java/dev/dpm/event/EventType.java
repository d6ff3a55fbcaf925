package dev.dpm.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of events. Their words in journal and API never change. */
public enum EventType {
    TARGET_STARTED("TargetStarted", TargetEvent.TargetStarted.class),
    TARGET_RUNNING("TargetRunning", TargetEvent.TargetRunning.class),
    MAIN_PROCESS_CHANGED("MainProcessChanged", TargetEvent.MainProcessChanged.class),
    TARGET_ADOPTED("TargetAdopted", TargetEvent.TargetAdopted.class),
    TARGET_ATTACHED("TargetAttached", TargetEvent.TargetAttached.class),
    TARGET_LET_GO("TargetLetGo", TargetEvent.TargetLetGo.class),
    TARGET_WAITING("TargetWaiting", TargetEvent.TargetWaiting.class),
    TARGET_HELD("TargetHeld", TargetEvent.TargetHeld.class),
    TARGET_EXITED("TargetExited", TargetEvent.TargetExited.class),
    OOM_KILL_SEEN("OomKillSeen", Observation.OomKillSeen.class),
    LAUNCH_FAILED("LaunchFailed", TargetEvent.LaunchFailed.class),
    THRESHOLD_BREACHED("ThresholdBreached", Observation.ThresholdBreached.class),
    THRESHOLD_RECOVERED("ThresholdRecovered", Observation.ThresholdRecovered.class),
    CHECK_FALTERED("CheckFaltered", Observation.CheckFaltered.class),
    CHECK_FAILED("CheckFailed", Observation.CheckFailed.class),
    CHECK_RECOVERED("CheckRecovered", Observation.CheckRecovered.class),
    SIGNAL_SENT("SignalSent", TargetEvent.SignalSent.class),
    HOOK_ENDED("HookEnded", TargetEvent.HookEnded.class),
    RESTART_SCHEDULED("RestartScheduled", TargetEvent.RestartScheduled.class),
    RESTARTS_FORGOTTEN("RestartsForgotten", TargetEvent.RestartsForgotten.class),
    RUN_MISSED("RunMissed", TargetEvent.RunMissed.class),
    TARGET_GAVE_UP("TargetGaveUp", TargetEvent.TargetGaveUp.class),
    TARGET_STOPPING("TargetStopping", TargetEvent.TargetStopping.class),
    TARGET_KILLED("TargetKilled", TargetEvent.TargetKilled.class),
    TARGET_STOPPED("TargetStopped", TargetEvent.TargetStopped.class),
    TARGET_CHANGED("TargetChanged", TargetEvent.TargetChanged.class),
    TARGET_ACKNOWLEDGED("TargetAcknowledged", TargetEvent.TargetAcknowledged.class),
    TARGET_REMOVED("TargetRemoved", TargetEvent.TargetRemoved.class),
    SAMPLE_MISSED("SampleMissed", Observation.SampleMissed.class),
    MEASURE_NOTED("MeasureNoted", Observation.MeasureNoted.class),
    LIMITS_NOTED("LimitsNoted", Observation.LimitsNoted.class),
    FORKS_REFUSED("ForksRefused", Observation.ForksRefused.class),
    OUTPUT_DISPLACED("OutputDisplaced", Observation.OutputDisplaced.class),
    OUTPUT_FLOODED("OutputFlooded", Observation.OutputFlooded.class),
    RUNNER_STARTED("RunnerStarted", RunnerEvent.RunnerStarted.class),
    RUNNER_STOPPED("RunnerStopped", RunnerEvent.RunnerStopped.class),
    RUNNER_FAULTED("RunnerFaulted", RunnerEvent.RunnerFaulted.class),
    PERMITTED("Permitted", RunnerEvent.Permitted.class),
    RUNNER_CAME_BACK("RunnerCameBack", RunnerEvent.RunnerCameBack.class),
    RUNNER_LOST("RunnerLost", RunnerEvent.RunnerLost.class),
    HOME_RESTORED("HomeRestored", RunnerEvent.HomeRestored.class),
    NOTICE_GIVEN_UP("NoticeGivenUp", RunnerEvent.NoticeGivenUp.class),
    RUNNER_NOTED("RunnerNoted", RunnerEvent.RunnerNoted.class);

    private static final Map<Class<?>, EventType> BY_CLASS = byClass();
    private static final Map<String, EventType> BY_WORD = byWord();

    private final String word;
    private final Class<? extends Event> events;

    EventType(String word, Class<? extends Event> events) {
        this.word = word;
        this.events = events;
    }

    /** The word for this type of event in the journal and in answers of the API, such as {@code TargetExited}. */
    public String word() {
        return word;
    }

    /** Whether an event of this type only says how a target is measured or watched. */
    public boolean isRemark() {
        return this == SAMPLE_MISSED || this == MEASURE_NOTED || this == OUTPUT_DISPLACED;
    }

    static EventType of(Event event) {
        return BY_CLASS.get(event.getClass());
    }

    /** The type with this word. Empty: this version of the runner does not know the word. */
    public static Optional<EventType> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /**
     * The type of each class of events. If a class has no type, an exception is thrown here, since the compiler cannot find
     * this mistake.
     */
    private static Map<Class<?>, EventType> byClass() {
        Map<Class<?>, EventType> kinds = new HashMap<>();
        for (EventType type : values()) {
            kinds.put(type.events, type);
        }
        List<Class<?>> without = records(Event.class).filter(event -> !kinds.containsKey(event)).toList();
        if (!without.isEmpty() || kinds.size() != values().length) {
            throw new IllegalStateException("each event has one type of its own; without: " + without);
        }
        return Map.copyOf(kinds);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventType::records)
                : Stream.of(type);
    }

    private static Map<String, EventType> byWord() {
        Map<String, EventType> words = new HashMap<>();
        for (EventType type : values()) {
            words.put(type.word, type);
        }
        return Map.copyOf(words);
    }
}
