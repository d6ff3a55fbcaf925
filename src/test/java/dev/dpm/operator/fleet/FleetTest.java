package dev.dpm.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fabric8.kubernetes.api.model.PodBuilder;

import dev.dpm.incident.Cause;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.testing.Tries;

class FleetTest {

    private static final Instant TEN_TWO = Instant.parse("2026-11-29T10:02:00Z");

    @Test
    void like_pods_are_folded_and_the_same_cause_in_many_pods_is_said_once() {
        List<PodRecord> pods = new ArrayList<>();
        IntStream.range(0, 37).forEach(i -> pods.add(Pods.well("web-w" + i)));
        IntStream.range(0, 31).forEach(i -> pods
                .add(Pods.inTrouble("web-t" + i, Cause.FORECAST, "", TEN_TWO.plusSeconds(i * 20L))));

        Group group = group(pods);

        assertThat(group.wellWords()).isEqualTo("37 of 68 well");
        assertThat(said(group)).containsExactly("memory grew until the limit in 31 pods of web");
        assertThat(group.causes().get(0).since()).contains(TEN_TWO);
    }

    @Test
    void causes_that_differ_in_detail_are_told_apart_the_more_common_first() {
        Group group = group(List.of(Pods.inTrouble("a", Cause.CRASH, "exit code 1", TEN_TWO),
                Pods.inTrouble("b", Cause.CRASH, "exit code 137", TEN_TWO),
                Pods.inTrouble("c", Cause.CRASH, "exit code 1", TEN_TWO),
                Pods.inTrouble("d", Cause.CHECK, "http", TEN_TWO)));

        assertThat(said(group)).containsExactly("the process failed (exit code 1) in 2 pods of web",
                "the http check failed in d", "the process failed (exit code 137) in b");
    }

    @Test
    void unreachable_and_uncovered_pods_are_told_apart() {
        Group group = group(List.of(Pods.uncovered("u1"), Pods.uncovered("u2"), Pods.well("w"),
                Pods.silent("s1", "did not answer within 3 s", TEN_TWO),
                Pods.silent("s2", "presents a certificate that is not its own", TEN_TWO)));

        assertThat(said(group)).containsExactly("s1 is unreachable: did not answer within 3 s",
                "s2 is unreachable: presents a certificate that is not its own",
                "2 pods of web are without dpm-runner: kubectl rollout restart of its workload brings it");
        assertThat(group.wellWords()).isEqualTo("1 of 5 well");
    }

    @Test
    void each_answer_has_an_age_and_a_pod_that_fell_silent_keeps_its_last_answer() {
        PodRecord before = Pods.well("a");
        Member silent = Member.of(new PodRecord(before.pod(), before.answer(),
                Pods.silent("a", "refused the connection", TEN_TWO).silence()));

        assertThat(silent.health()).isEqualTo(PodHealth.UNREACHABLE);
        assertThat(silent.age(Pods.NOW)).contains(Duration.ofSeconds(4));
        assertThat(silent.age(Pods.NOW.minusSeconds(60))).contains(Duration.ZERO);
        assertThat(Member.of(Pods.uncovered("b")).age(Pods.NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100, 500, WELL
            449, 500, WELL
            450, 500, NEAR
            600, 500, NEAR
            600,   0, WELL
            """)
    void pods_near_their_limit_are_named_without_being_trouble(double used, double threshold, PodHealth health) {
        Group group = group(List.of(Pods.using("a", used, threshold)));

        assertThat(group.worst()).isEqualTo(health);
        assertThat(group.near()).hasSize(health == PodHealth.NEAR ? 1 : 0);
        assertThat(group.wellWords()).isEqualTo("1 of 1 well");
        assertThat(group.causes()).isEmpty();
    }

    @Test
    void incidents_of_the_last_hour_are_told_of_pods_that_are_well_again() {
        Group group = group(List.of(Pods.afterIncident("a", Cause.OOM_KILL, TEN_TWO),
                Pods.afterIncident("b", Cause.OOM_KILL, TEN_TWO.plusSeconds(60)),
                Pods.afterIncident("c", Cause.OOM_KILL, Pods.NOW.minus(Duration.ofMinutes(61)))));

        assertThat(group.causes()).isEmpty();
        assertThat(group.overcome()).extracting(cause -> cause.words("web"))
                .containsExactly("the kernel killed the process at the memory limit in 2 pods of web, over now");
    }

    @Test
    void groups_in_trouble_come_first() {
        Fleet fleet = Fleet.of(Pods.NOW, List.of(
                Group.of("a", "well", List.of(Pods.well("p")), Pods.NOW), Group.of("a", "empty", List.of(), Pods.NOW),
                Group.of("b", "bare", List.of(Pods.uncovered("p")), Pods.NOW),
                Group.of("c", "one", List.of(Pods.inTrouble("p", Cause.CPU, "", TEN_TWO)), Pods.NOW),
                Group.of("d", "two", List.of(Pods.inTrouble("p", Cause.CPU, "", TEN_TWO),
                        Pods.inTrouble("q", Cause.CPU, "", TEN_TWO)), Pods.NOW)));

        assertThat(fleet.groups()).extracting(Group::name).containsExactly("two", "one", "bare", "empty", "well");
        assertThat(fleet.pods()).isEqualTo(5);
        assertThat(fleet.troubled()).isEqualTo(4);
        assertThat(fleet.well()).isEqualTo(1);
        assertThat(fleet.groups().get(3).wellWords()).isEqualTo("no pod is selected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            9443  | 10.1.2.3 | 10.1.2.3:9443 | ''
            -     | 10.1.2.3 | -             | before there was a port for the operator
            0     | 10.1.2.3 | -             | before there was a port for the operator
            65536 | 10.1.2.3 | -             | before there was a port for the operator
            +9443 | 10.1.2.3 | -             | before there was a port for the operator
            9443  | -        | -             | no IP yet
            """)
    void the_address_of_a_dpm_runner_is_read_from_its_pod(String port, String ip, String address, String remark) {
        PodFacts facts = PodFacts.supervised(new PodBuilder().withNewMetadata().withNamespace("shop").withName("a")
                .withUid("7").withAnnotations(port == null ? Map.of() : Map.of(PodFacts.PORT, port)).endMetadata()
                .withNewStatus().withPodIP(ip).endStatus().build(), "");

        assertThat(facts.address().map(at -> at.ip() + ":" + at.port()).orElse(null)).isEqualTo(address);
        assertThat(facts.remark()).contains(remark);
        assertThat(facts.covering()).isEqualTo(Covering.SUPERVISED);
        assertThat(facts.address().map(Address::ip).isPresent()).isEqualTo(facts.remark().isEmpty());
    }

    @Test
    void every_troubled_pod_is_in_exactly_one_cause_whatever_the_order() {
        Tries.of(200).check(any -> {
            List<PodRecord> pods = new ArrayList<>();
            for (int i = any.between(0, 30); i > 0; i--) {
                pods.add(pod("p" + i, any.between(0, 5), any.of(Cause.values())));
            }
            Group group = group(pods);
            Collections.shuffle(pods, any.random());

            assertThat(group(pods)).isEqualTo(group);
            assertThat(group.causes().stream().flatMap(SharedCause::names)).doesNotHaveDuplicates()
                    .hasSize((int) group.troubled());
            assertThat(group.causes()).extracting(cause -> cause.words("web")).doesNotHaveDuplicates();
            assertThat(group.well() + group.troubled() + group.count(PodHealth.UNASKED)).isEqualTo(pods.size());
            assertThat(group.members()).isSortedAccordingTo(Member.URGENCY);
        });
    }

    private static PodRecord pod(String name, int kind, Cause cause) {
        return switch (kind) {
            case 0 -> Pods.well(name);
            case 1 -> Pods.uncovered(name);
            case 2 -> Pods.silent(name, "did not answer", TEN_TWO);
            case 3 -> PodRecord.unasked(Pods.facts(name));
            case 4 -> Pods.using(name, 99, 100);
            default -> Pods.inTrouble(name, cause, "", TEN_TWO);
        };
    }

    private static Group group(List<PodRecord> pods) {
        return Group.of("shop", "web", pods, Pods.NOW);
    }

    private static List<String> said(Group group) {
        return Stream.of(group).flatMap(each -> each.causes().stream()).map(cause -> cause.words("web")).toList();
    }
}
