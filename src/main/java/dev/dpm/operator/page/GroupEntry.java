package dev.dpm.operator.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.fleet.SharedCause;

/**
 * Pods about which the same sentence is true, combined to one entry.
 *
 * @param id the id of the HTML element; it stays the same as long as the sentence does
 * @param pods the first of these pods
 * @param more the number of further pods about which the sentence is true, and which {@code pods} does not contain
 */
public record GroupEntry(String id, String mood, String shape, String sentence, Optional<Instant> since,
        List<PodLine> pods,
        int more) {

    private static final int MOST = 100;

    static List<GroupEntry> of(Group group) {
        String id = GroupCard.id(group);
        return Stream.of(group.causes().stream().map(cause -> of(id, group, cause)),
                Stream.of(PodHealth.NEAR, PodHealth.UNASKED).flatMap(health -> of(id, health, group)),
                group.overcome().stream().map(cause -> of(id, group, cause)),
                of(id, PodHealth.WELL, group)).flatMap(folds -> folds).toList();
    }

    private static GroupEntry of(String id, Group group, SharedCause cause) {
        PodHealth health = cause.health();
        boolean isOver = health == PodHealth.WELL;
        return new GroupEntry(id + (isOver ? "-over-" : "-") + mark(health.name() + cause.sentence()),
                isOver ? "rest" : health.mood(), isOver ? "✓" : health.shape(), cause.words(group.name()),
                cause.since(), lines(cause.members()), Math.max(0, cause.members().size() - MOST));
    }

    private static Stream<GroupEntry> of(String id, PodHealth health, Group group) {
        List<Member> members = group.members().stream().filter(member -> member.health() == health).toList();
        int count = members.size();
        String said = count == 1 && health != PodHealth.WELL
                ? members.get(0).name().name() + " is " + health.words() + ": " + members.get(0).sentence()
                : (count == 1 ? "1 pod is " : count + " pods are ") + health.words();
        return members.isEmpty()
                ? Stream.empty()
                : Stream.of(new GroupEntry(id + "-" + health.name(), health.mood(), health.shape(),
                        said, Optional.empty(), lines(members), Math.max(0, count - MOST)));
    }

    private static List<PodLine> lines(List<Member> members) {
        return members.stream().limit(MOST).map(PodLine::of).toList();
    }

    private static String mark(String text) {
        return Integer.toHexString(text.hashCode());
    }
}
