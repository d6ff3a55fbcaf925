package dev.dpm.operator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The pods that one Supervision selects; they are alike.
 *
 * @param members the pods, the most urgent first
 * @param causes the causes of the present troubles, the most urgent first
 * @param overcome the causes of incidents of the last hour in pods that are well again
 */
public record Group(String namespace, String name, List<Member> members, List<SharedCause> causes,
        List<SharedCause> overcome) {

    /** Groups in worse trouble come first, then groups with more troubled pods; equal groups are sorted by name. */
    static final Comparator<Group> URGENCY = Comparator.comparing(Group::worst)
            .thenComparing(Group::troubled, Comparator.reverseOrder()).thenComparing(Group::namespace)
            .thenComparing(Group::name);
    private static final Duration NEWS = Duration.ofHours(1);

    public Group {
        members = List.copyOf(members);
        causes = List.copyOf(causes);
        overcome = List.copyOf(overcome);
    }

    /** Judges the pods of one Supervision. */
    public static Group of(String namespace, String name, List<PodRecord> pods, Instant now) {
        List<Member> members = pods.stream().map(Member::of).sorted(Member.URGENCY).toList();
        return new Group(namespace, name, members, SharedCause.ofTroubles(members),
                SharedCause.ofOvercome(members, now.minus(NEWS)));
    }

    /** The standing of the group's worst pod; WELL: the group has no pod. */
    public Standing worst() {
        return members.isEmpty() ? Standing.WELL : members.get(0).standing();
    }

    public long count(Standing standing) {
        return members.stream().filter(member -> member.standing() == standing).count();
    }

    /** The number of pods that a person should look at. */
    public long troubled() {
        return members.stream().filter(member -> member.standing().isTrouble()).count();
    }

    /** The number of pods that are well, including those near a limit. */
    public long well() {
        return members.stream().filter(member -> member.standing().isWell()).count();
    }

    /** The number of well pods in words: {@code 37 of 40 well}. */
    public String wellWords() {
        return members.isEmpty() ? "no pod is selected" : well() + " of " + members.size() + " well";
    }

    /** The pods near a limit. */
    public List<Member> near() {
        return members.stream().filter(member -> member.standing() == Standing.NEAR).toList();
    }
}
