package dev.dpm.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.dpm.event.Event;

/** The result of one call of the state machine: the next state, the effects to perform, and the events to record. */
public record Step(TargetState next, List<Effect> effects, List<Event> events) {

    public Step {
        effects = List.copyOf(effects);
        events = List.copyOf(events);
    }

    static Step to(TargetState next) {
        return new Step(next, List.of(), List.of());
    }

    Step into(TargetState other) {
        return new Step(other, effects, events);
    }

    /** Joins two steps of the same target; the next state is that of the second. */
    public Step then(Step second) {
        return new Step(second.next, Stream.concat(effects.stream(), second.effects.stream()).toList(),
                Stream.concat(events.stream(), second.events.stream()).toList());
    }

    /** A copy of this step without the effects that the predicate accepts. */
    public Step without(Predicate<Effect> done) {
        return new Step(next, effects.stream().filter(done.negate()).toList(), events);
    }

    Step doing(Effect effect) {
        List<Effect> more = new ArrayList<>(effects);
        more.add(effect);
        return new Step(next, more, events);
    }

    Step noting(Event event) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        return new Step(next, effects, more);
    }
}
