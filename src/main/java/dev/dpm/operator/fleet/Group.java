package dev.dpm.operator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The pods of one Supervision.
 *
 * @param members the pods, most urgent first
 * @param causes the causes of present troubles, most urgent first
 * @param overcome the causes of incidents in the last hour in pods that have recovered
 * @param overlap a sentence about pods that another Supervision selects, too; empty if there are none
 */
public record Group(String namespace, String name, List<Member> members, List<SharedCause> causes,
        List<SharedCause> overcome, String overlap) {

    /** Sorts groups of pods: those with the worst pod first, then those with more pods in trouble, then by name. */
    static final Comparator<Group> URGENCY = Comparator.comparing(Group::worst)
            .thenComparing(Group::troubled, Comparator.reverseOrder()).thenComparing(Group::namespace)
            .thenComparing(Group::name);
    private static final Duration NEWS = Duration.ofHours(1);

    public Group {
        members = List.copyOf(members);
        causes = List.copyOf(causes);
        overcome = List.copyOf(overcome);
    }

    /** Creates a group whose pods no other Supervision selects. */
    public static Group of(String namespace, String name, List<PodRecord> pods, Instant now) {
        return of(namespace, name, pods, "", now);
    }

    /**
     * Creates the group of all pods of a Supervision, and computes the {@link PodHealth} of each pod.
     *
     * @param overlap a sentence about pods that another Supervision selects, too; empty if there are none
     */
    public static Group of(String namespace, String name, List<PodRecord> pods, String overlap, Instant now) {
        List<Member> members = pods.stream().map(Member::of).sorted(Member.URGENCY).toList();
        return new Group(namespace, name, members, SharedCause.ofTroubles(members),
                SharedCause.ofOvercome(members, now.minus(NEWS)), overlap);
    }

    /** The health of the worst pod of the Supervision; WELL if it has no pod. */
    public PodHealth worst() {
        return members.isEmpty() ? PodHealth.WELL : members.get(0).health();
    }

    public long count(PodHealth health) {
        return members.stream().filter(member -> member.health() == health).count();
    }

    public long troubled() {
        return members.stream().filter(member -> member.health().isTrouble()).count();
    }

    /** The number of the Supervision's pods that are well, including those whose memory is near a threshold or limit. */
    public long well() {
        return members.stream().filter(member -> member.health().isWell()).count();
    }

    /** How many of the Supervision's pods are well, in words: {@code 37 of 40 well}. */
    public String wellWords() {
        return members.isEmpty() ? "no pod is selected" : well() + " of " + members.size() + " well";
    }

    /** The pods of the Supervision whose memory is near a threshold or limit. */
    public List<Member> near() {
        return members.stream().filter(member -> member.health() == PodHealth.NEAR).toList();
    }
}
