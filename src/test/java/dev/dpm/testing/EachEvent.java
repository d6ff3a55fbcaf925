package dev.dpm.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/**
 * Creates one event of each kind, always with the same values, which are derived from the names or positions of its components.
 */
public final class EachEvent {

    private EachEvent() {
    }

    /** One event of each kind, in the order in which the kinds are declared. */
    public static List<Event> all() {
        return kinds().map(EachEvent::made).toList();
    }

    /** All records that are events. A record may belong to two sealed interfaces, and is returned once. */
    public static Stream<Class<?>> kinds() {
        return leaves(Event.class).distinct();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EachEvent::leaves)
                : Stream.of(type);
    }

    /**
     * The event of a kind.
     * @param kind the event's class
     */
    public static Event made(Class<?> kind) {
        RecordComponent[] parts = kind.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[parts.length];
        for (int place = 0; place < parts.length; place++) {
            values[place] = value(types[place], parts[place].getName(), place);
        }
        try {
            return (Event) kind.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException
                | NoSuchMethodException e) {
            throw new IllegalStateException("no " + kind + " of " + Arrays.toString(values), e);
        }
    }

    private static Object value(Class<?> type, String name, int place) {
        if (type == long.class) {
            return 40L + place;
        }
        if (type == int.class) {
            return 2 + place;
        }
        if (type == boolean.class) {
            return place % 2 == 0;
        }
        if (type == String.class) {
            return "the " + name;
        }
        if (type == Duration.class) {
            return Duration.ofMillis(1_500);
        }
        if (type == TargetName.class) {
            return new TargetName("web");
        }
        if (type == ExitStatus.class) {
            return new ExitStatus.Signaled(Signal.TERM);
        }
        if (type == Optional.class) {
            return Optional.of("the " + name);
        }
        if (type == List.class) {
            return List.of("the " + name);
        }
        if (type == AffectedComponent.class) {
            return AffectedComponent.of(Component.JOURNAL);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        throw new IllegalStateException("what is a " + type + " called " + name + "?");
    }
}
