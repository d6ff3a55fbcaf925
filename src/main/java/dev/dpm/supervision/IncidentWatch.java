package dev.dpm.supervision;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.event.Event;
import dev.dpm.event.EventWords;
import dev.dpm.event.Observation;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Finding;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Incidents;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.incident.Subject;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/**
 * Finds out from the state changes of targets when an incident begins, which events belong to it, and when it ends.
 * This class does not influence the targets. Only the thread of the supervision loop uses this class.
 */
final class IncidentWatch {

    /** The classes of events that end an incident. */
    private static final Set<Class<? extends Event>> ENDS = Set.of(TargetEvent.TargetRunning.class,
            TargetEvent.TargetStopped.class, TargetEvent.TargetAttached.class, TargetEvent.TargetLetGo.class,
            Observation.ThresholdRecovered.class, Observation.CheckRecovered.class, TargetEvent.TargetRemoved.class,
            TargetEvent.TargetAdopted.class);
    private static final Set<Class<? extends Event>> WELL = Set.of(TargetEvent.TargetRunning.class,
            TargetEvent.TargetAttached.class, Observation.ThresholdRecovered.class, Observation.CheckRecovered.class);
    /** The classes of events that continue an incident without ending it. */
    private static final Set<Class<? extends Event>> FOLLOWING = Set.of(TargetEvent.TargetStopping.class,
            TargetEvent.TargetKilled.class, TargetEvent.TargetExited.class, TargetEvent.SignalSent.class,
            TargetEvent.HookEnded.class, TargetEvent.RestartScheduled.class, TargetEvent.TargetStarted.class,
            TargetEvent.TargetWaiting.class);
    private static final Set<Cause> EXPLAINED_BY_SIGNAL = EnumSet.of(Cause.SIGNAL, Cause.CRASH, Cause.EXIT);

    private final Incidents incidents;
    private final Map<TargetName, OpenIncident> open = new HashMap<>();
    private final Map<TargetName, LifeFigures> figures = new HashMap<>();
    /** Targets that have had an incident and have not become RUNNING since. */
    private final Set<TargetName> troubled = new HashSet<>();

    IncidentWatch(Incidents incidents) {
        this.incidents = incidents;
    }

    /**
     * The id of the incident to which an event belongs, or of the incident that begins with the event. Called before the event
     * is written.
     *
     * @param before the target's state before the event
     * @return empty: the event belongs to no incident
     */
    Optional<String> expect(SupervisedTarget supervised, TargetState before, Step step, TargetEvent event,
            FactTime when) {
        if (event instanceof TargetEvent.TargetExited exited) {
            figuresOf(supervised).ended(exited.incarnation(), EventWords.seconds(exited.uptime()),
                    exited.status().words()
                            + (exited.asked() ? exited.evidence().map(how -> ", " + how).orElse(", as asked") : ""));
        }
        if (event instanceof TargetEvent.SignalSent sent) {
            figuresOf(supervised).signalled(sent, when.at());
        }
        Optional<FoundIncident> found = FoundIncident.in(supervised, before, step, event);
        if (found.isPresent()) {
            return begin(supervised, before, step, found.get(), when);
        }
        OpenIncident current = open.get(supervised.name());
        if (current == null) {
            return Optional.empty();
        }
        if (current.onlyNoted && event instanceof TargetEvent.TargetStopping) {
            close(supervised.name(), current, "it lasted until the target was stopped");
            return Optional.empty();
        }
        current.follow(event, when.at());
        return FOLLOWING.contains(event.getClass()) || ENDS.contains(event.getClass())
                ? Optional.of(current.id)
                : Optional.empty();
    }

    private Optional<String> begin(SupervisedTarget supervised, TargetState before, Step step, FoundIncident found,
            FactTime when) {
        OpenIncident current = open.get(supervised.name());
        if (current != null && current.cause == Cause.LAUNCH && found.isRunnersFault()) {
            // consecutive launch failures for lack of resources are one incident
            return Optional.of(current.id);
        }
        if (current != null) {
            close(supervised.name(), current, found.finding().cause() == Cause.GAVE_UP
                    ? "it was given up"
                    : "another incident followed: " + found.finding().cause().words());
        }
        boolean acts = acts(step);
        boolean acted = acts && found.finding().cause().isBreach();
        Subject subject = subject(supervised, before, step, when.at());
        Finding finding = withSignal(found.finding(), subject, supervised, when.at());
        Optional<String> id = incidents.open(new IncidentTrigger(subject, finding, found.action(), acted, when.at()),
                when.time());
        id.ifPresent(known -> {
            troubled.add(supervised.name());
            open.put(supervised.name(), new OpenIncident(known, found.finding().cause(),
                    found.finding().cause().isBreach() && !acts, found.finding().exit(), when.at()));
        });
        return id;
    }

    /** Whether the step makes the runner act on the target's processes, by a signal or a hook. */
    private static boolean acts(Step step) {
        return step.effects().stream().anyMatch(effect -> effect instanceof Effect.Terminate
                || effect instanceof Effect.SendSignal || effect instanceof Effect.RunHook);
    }

    /**
     * A copy of a finding about the end of a process that also says which signal from the runner explains this end. Without
     * such a signal, the finding itself.
     */
    private Finding withSignal(Finding finding, Subject subject, SupervisedTarget supervised, Duration now) {
        if (!EXPLAINED_BY_SIGNAL.contains(finding.cause()) || subject.main().isEmpty() || finding.exit().isEmpty()) {
            return finding;
        }
        return figuresOf(supervised).endedBy(subject.main().get().pid(), finding.exit().get(), now)
                .map(sent -> finding.saying(sent.message())).orElse(finding);
    }

    private Subject subject(SupervisedTarget supervised, TargetState before, Step step, Duration now) {
        Optional<Life> life = before.life().or(step.next()::life);
        LifeFigures of = figuresOf(supervised);
        boolean alive = step.next().life().flatMap(Life::main).isPresent()
                && step.events().stream().noneMatch(event -> event instanceof TargetEvent.TargetExited);
        long number = life.map(Life::number).orElse(before.ledger().incarnation());
        return new Subject(supervised.spec, number, life.flatMap(Life::main),
                life.map(one -> one.age(now)).orElse(Duration.ZERO), alive, of.first(),
                of.samples(), of.livesBefore(number), of.cgroup(),
                of.allowance(), of.settled(now));
    }

    /** Adds an event to the target's incident, after the event was written to the journal. */
    void happened(SupervisedTarget supervised, TargetState before, Optional<String> incident, Recorded event,
            FactTime when) {
        incident.ifPresent(id -> incidents.happened(id, event));
        Event what = event.event();
        Optional.ofNullable(open.get(supervised.name()))
                .ifPresent(current -> advance(supervised, before, current, what, when));
        // the target runs again; its incident may have ended days ago and gets a note
        if (WELL.contains(what.getClass()) && troubled.remove(supervised.name())) {
            incidents.wellAgain(supervised.name(), what.message(), when.time());
        }
    }

    private void advance(SupervisedTarget supervised, TargetState before, OpenIncident current, Event what,
            FactTime when) {
        boolean isGivenUp = what instanceof TargetEvent.TargetGaveUp;
        if (before.phase() == Phase.STOPPING && supervised.state.phase() != Phase.STOPPING) {
            current.emptied(when.at());
        }
        if (isGivenUp || ENDS.contains(what.getClass())) {
            close(supervised.name(), current, isGivenUp
                    ? "given up: nothing more is done until somebody starts it"
                    : what.message());
        }
    }

    private void close(TargetName name, OpenIncident incident, String how) {
        open.remove(name);
        incidents.close(incident.id, incident.outcome(how));
    }

    /** Stores the target's CPU and memory usage for later incidents. */
    void seen(SupervisedTarget supervised, Duration now) {
        figuresOf(supervised).settings(supervised.spec, now);
        supervised.state.life().ifPresent(life -> figuresOf(supervised).seen(supervised.spec, life));
    }

    /**
     * The id of the incident for which the runner must read evidence from the target's processes before it signals them; empty:
     * there is none.
     */
    Optional<String> toLookInto(SupervisedTarget supervised, Step step) {
        boolean begins = step.events().stream().anyMatch(event -> event instanceof Observation.ThresholdBreached
                || event instanceof Observation.CheckFailed);
        return acts(step) && begins
                ? Optional.ofNullable(open.get(supervised.name())).map(incident -> incident.id)
                : Optional.empty();
    }

    void forget(TargetName name) {
        figures.remove(name);
        troubled.remove(name);
        OpenIncident current = open.get(name);
        if (current != null) {
            close(name, current, "the target was removed");
        }
    }

    private LifeFigures figuresOf(SupervisedTarget supervised) {
        return figures.computeIfAbsent(supervised.name(), name -> new LifeFigures());
    }

    /** An incident whose outcome is unknown yet. Only the thread of the supervision loop uses this class. */
    static final class OpenIncident {

        final String id;
        final Cause cause;
        /**
         * True where the settings forbid a reaction to the exceeded threshold or failing check. The incident then ends when the
         * threshold or check is in order again.
         */
        final boolean onlyNoted;
        private Optional<Duration> askedAt = Optional.empty();
        private Optional<Duration> stopTook = Optional.empty();
        private Optional<ExitStatus> exit = Optional.empty();
        private Optional<TargetEvent.TargetStarted> next = Optional.empty();
        private boolean killed;
        private final Duration openedAt;
        private Duration nextAfter = Duration.ZERO;

        OpenIncident(String id, Cause cause, boolean onlyNoted, Optional<ExitStatus> exit, Duration openedAt) {
            this.id = id;
            this.cause = cause;
            this.onlyNoted = onlyNoted;
            this.exit = exit;
            this.openedAt = openedAt;
        }

        void follow(TargetEvent event, Duration now) {
            if (event instanceof TargetEvent.TargetStopping) {
                askedAt = askedAt.or(() -> Optional.of(now));
            } else if (event instanceof TargetEvent.TargetKilled) {
                killed = true;
            } else if (event instanceof TargetEvent.TargetExited exited) {
                exit = Optional.of(exited.status());
            } else if (event instanceof TargetEvent.TargetStarted started) {
                next = Optional.of(started);
                nextAfter = now.minus(openedAt);
            }
        }

        void emptied(Duration now) {
            stopTook = stopTook.or(() -> askedAt.map(now::minus));
        }

        Outcome outcome(String how) {
            return new Outcome(how, exit, stopTook, killed, next, nextAfter);
        }
    }

    /**
     * When something happened, for example the end of a process.
     *
     * @param at the moment on the runner's monotonic clock, for ages and deadlines
     * @param time the same moment on the wall clock, for people
     */
    record FactTime(Duration at, WallTime time) {
    }
}
