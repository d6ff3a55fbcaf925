package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * All groups of pods that a person may see, at one moment.
 *
 * @param groups the groups, most urgent first
 */
public record Fleet(Instant at, List<Group> groups) {

    public Fleet {
        groups = List.copyOf(groups);
    }

    public static Fleet of(Instant at, Collection<Group> groups) {
        return new Fleet(at, groups.stream().sorted(Group.URGENCY).toList());
    }

    public long pods() {
        return sum(group -> group.members().size());
    }

    public long well() {
        return sum(Group::well);
    }

    public long troubled() {
        return sum(Group::troubled);
    }

    public long count(PodHealth health) {
        return sum(group -> group.count(health));
    }

    private long sum(ToLongFunction<Group> number) {
        return groups.stream().mapToLong(number).sum();
    }

    public Stream<Member> members() {
        return groups.stream().flatMap(group -> group.members().stream());
    }
}
