package dev.dpm.operator.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.SharedCause;
import dev.dpm.operator.fleet.Standing;

/**
 * Pods about which the same sentence is true, combined to one entry.
 *
 * @param id the id of the HTML element; it stays the same as long as the sentence does
 * @param pods the first of these pods
 * @param more the number of the remaining pods
 */
public record Fold(String id, String mood, String shape, String sentence, Optional<Instant> since, List<PodLine> pods,
        int more) {

    private static final int MOST = 100;

    static List<Fold> of(Group group) {
        String id = GroupCard.id(group);
        return Stream.of(group.causes().stream().map(cause -> of(id, group, cause)),
                Stream.of(Standing.NEAR, Standing.UNASKED).flatMap(standing -> of(id, standing, group)),
                group.overcome().stream().map(cause -> of(id, group, cause)),
                of(id, Standing.WELL, group)).flatMap(folds -> folds).toList();
    }

    private static Fold of(String id, Group group, SharedCause cause) {
        Standing standing = cause.standing();
        boolean isOver = standing == Standing.WELL;
        return new Fold(id + (isOver ? "-over-" : "-") + mark(standing.name() + cause.sentence()),
                isOver ? "rest" : standing.mood(), isOver ? "✓" : standing.shape(), cause.words(group.name()),
                cause.since(), lines(cause.members()), Math.max(0, cause.members().size() - MOST));
    }

    private static Stream<Fold> of(String id, Standing standing, Group group) {
        List<Member> members = group.members().stream().filter(member -> member.standing() == standing).toList();
        int count = members.size();
        String said = count == 1 && standing != Standing.WELL
                ? members.get(0).name().name() + " is " + standing.words() + ": " + members.get(0).sentence()
                : (count == 1 ? "1 pod is " : count + " pods are ") + standing.words();
        return members.isEmpty()
                ? Stream.empty()
                : Stream.of(new Fold(id + "-" + standing.name(), standing.mood(), standing.shape(),
                        said, Optional.empty(), lines(members), Math.max(0, count - MOST)));
    }

    private static List<PodLine> lines(List<Member> members) {
        return members.stream().limit(MOST).map(PodLine::of).toList();
    }

    private static String mark(String text) {
        return Integer.toHexString(text.hashCode());
    }
}
