package dev.dpm.operator.fleet;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A cause of trouble that several pods have in common.
 *
 * @param health the health of these pods
 * @param sentence the cause as a sentence, without numbers and names
 * @param since when the first of the pods began to need attention; empty if unknown
 * @param members the pods, sorted by name; at least one
 */
public record SharedCause(PodHealth health, String sentence, Optional<Instant> since, List<Member> members) {

    private static final Comparator<SharedCause> URGENCY = Comparator.comparing(SharedCause::health)
            .thenComparing(cause -> cause.members().size(), Comparator.reverseOrder())
            .thenComparing(SharedCause::sentence);

    public SharedCause {
        members = List.copyOf(members);
    }

    /**
     * The causes of all present troubles of a Supervision's pods, most urgent first. Of equally urgent causes, the one
     * with the most pods comes first.
     */
    static List<SharedCause> ofTroubles(List<Member> members) {
        Map<PodHealth, Map<String, List<Member>>> alike = members.stream()
                .filter(member -> member.health().isTrouble())
                .collect(groupingBy(Member::health, TreeMap::new,
                        groupingBy(Member::common, LinkedHashMap::new, toList())));
        return alike.entrySet().stream().flatMap(each -> each.getValue().entrySet().stream()
                .map(same -> of(each.getKey(), same.getKey(), same.getValue(), Member::since))).sorted(URGENCY)
                .toList();
    }

    /** The causes of incidents after the given time in those pods of a Supervision that have recovered. */
    static List<SharedCause> ofOvercome(List<Member> members, Instant after) {
        return members.stream().filter(member -> member.overcome(after).isPresent())
                .collect(groupingBy(member -> member.overcome(after).orElseThrow().common(), LinkedHashMap::new,
                        toList()))
                .entrySet().stream().map(same -> of(PodHealth.WELL, same.getKey(), same.getValue(),
                        member -> member.overcome(after).flatMap(Finding::since)))
                .sorted(URGENCY).toList();
    }

    private static SharedCause of(PodHealth health, String sentence, List<Member> members,
            Function<Member, Optional<Instant>> since) {
        return new SharedCause(health, sentence,
                members.stream().map(since).flatMap(Optional::stream).min(Comparator.naturalOrder()),
                members.stream().sorted(Comparator.comparing(Member::name)).toList());
    }

    /** The cause with the number of pods that share it: {@code memory grew until the limit in 31 pods of web}. */
    public String words(String group) {
        String where = members.size() == 1
                ? members.get(0).name().name()
                : members.size() + " pods of " + group;
        return switch (health) {
            case TROUBLE -> sentence + " in " + where;
            case UNREACHABLE -> where + (members.size() == 1 ? " is" : " are") + " unreachable: " + sentence;
            case UNCOVERED -> where + (members.size() == 1 ? " is" : " are") + " without dpm-runner: " + sentence;
            case NEAR, UNASKED, WELL -> sentence + " in " + where + ", over now";
        };
    }

    /** The names of the pods that have this cause. */
    public Stream<PodName> names() {
        return members.stream().map(Member::name);
    }
}
