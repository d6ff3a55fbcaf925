package dev.dpm.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.command.Json;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.SharedCause;
import dev.dpm.operator.remote.Farm.Manner;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.testing.Views;
import dev.dpm.view.StatusView;

/** Tests the requests to many dpm-runners, of which some are silent, some lie, and some are other programs. */
class FleetWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RequestLimits BOUNDS = new RequestLimits(16, 1000, Duration.ofSeconds(3));
    private static final String STATUS = Json.plain()
            .line(new StatusView(Views.runner(), List.of(Views.running("web"))));
    private static Material material;
    private static Material foreign;
    private static Material misnamed;

    private final List<PodFacts> pods = new CopyOnWriteArrayList<>();
    private final AtomicInteger distrusted = new AtomicInteger();
    @AutoClose
    private Farm farm;
    @AutoClose
    private Sidecars sidecars;

    @BeforeAll
    static void make() throws Exception {
        material = new Keytool(Set.of(Sidecars.NAME)).made();
        foreign = new Keytool(Set.of(Sidecars.NAME)).made();
        misnamed = new Keytool(Set.of("other.dpm.dev")).made();
    }

    @BeforeEach
    void begin() {
        farm = new Farm();
        sidecars = Sidecars.within(BOUNDS);
    }

    private class OneNamespace implements SidecarAccess {

        private final List<X509Certificate> authorities;
        private final String token;

        OneNamespace(String token) {
            this.authorities = Stream.of(material, misnamed).flatMap(each -> trusted(each).stream()).toList();
            this.token = token;
        }

        private List<X509Certificate> trusted(Material each) {
            try {
                return each.authorityCertificates();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("what was made can be read", e);
            }
        }

        @Override
        public List<Selected> selected() {
            return List.of(new Selected("shop", "web", pods));
        }

        @Override
        public Optional<String> token(String namespace) {
            return Optional.of(token).filter(text -> !text.isEmpty());
        }

        @Override
        public void distrust(String namespace) {
            distrusted.incrementAndGet();
        }

        @Override
        public List<X509Certificate> authorities() {
            return authorities;
        }
    }

    @Test
    void two_hundred_are_asked_and_those_that_hang_or_lie_delay_nobody() throws Exception {
        List<Manner> bad = List.of(Manner.SILENT, Manner.ENDLESS, Manner.HUGE, Manner.TRICKLING);
        for (int i = 0; i < 200; i++) {
            add(i, material, i % 10 == 0 ? bad.get(i / 10 % bad.size()) : Manner.WELL);
        }
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace(Farm.TOKEN), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> group(watch).count(PodHealth.UNASKED) == 0);
            Group group = group(watch);

            assertThat(group.wellWords()).isEqualTo("180 of 200 well");
            // on a slow machine, the limit of time may end an endless answer before the limit of length does
            assertThat(group.causes()).extracting(SharedCause::sentence).isSubsetOf("did not answer within 3 s",
                    "answered with more than 262144 bytes");
            assertThat(group.causes().stream().mapToInt(cause -> cause.members().size()).sum()).isEqualTo(20);
            // twice the limit: dpm-runners that did not answer in time are asked anew while the farm still answers the
            // first requests
            assertThat(farm.mostAnswering()).isLessThanOrEqualTo(2 * BOUNDS.atOnce());
            assertThat(group.members()).filteredOn(member -> member.health() == PodHealth.WELL)
                    .allMatch(member -> member.age(Clock.systemUTC().instant())
                            .filter(age -> age.compareTo(Duration.ofSeconds(30)) < 0).isPresent());
        }
    }

    @Test
    void each_way_of_failing_has_its_sentence() throws Exception {
        add(0, foreign, Manner.WELL);
        add(1, misnamed, Manner.WELL);
        add(2, material, Manner.NO_JSON);
        add(3, material, Manner.CUT);
        add(4, material, Manner.REDIRECT);
        add(5, material, Manner.NO_HTTP);
        pods.add(pod(6, new Address("127.0.0.1", 1)));
        pods.add(pod(7, farm.with(material, Manner.WELL, "{\"targets\":[]}")));
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace(Farm.TOKEN), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> group(watch).count(PodHealth.UNASKED) == 0);

            assertThat(group(watch).members()).extracting(member -> member.name().name() + " " + member.sentence())
                    .containsExactly("web-0 presents no certificate of the operator's authority for " + Sidecars.NAME,
                            "web-1 presents no certificate of the operator's authority for " + Sidecars.NAME,
                            "web-2 its answer is no JSON", "web-3 ended the connection, or does not speak HTTP",
                            "web-4 answered 302",
                            "web-5 presents no certificate of the operator's authority for " + Sidecars.NAME,
                            "web-6 refuses the connection", "web-7 its dpm-runner has no target yet");
            assertThat(distrusted.get()).isPositive();
        }
    }

    @Test
    void a_wrong_token_makes_the_operator_read_it_anew() throws Exception {
        add(0, material, Manner.WELL);
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace("old"), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> distrusted.get() > 0);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(group(watch).members())
                    .extracting(Member::sentence).containsExactly("does not know the operator's token"));
        }
    }

    @Test
    void without_a_secret_nobody_is_asked_and_that_is_said() throws Exception {
        add(0, material, Manner.WELL);
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace(""), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(group(watch).members())
                    .extracting(Member::sentence)
                    .containsExactly("was not asked, since namespace shop has no Secret dpm-fleet yet"));
            assertThat(farm.mostAnswering()).isZero();
        }
    }

    @Test
    void a_new_pod_of_the_same_name_is_another_and_a_gone_one_is_forgotten() throws Exception {
        add(0, material, Manner.WELL);
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace(Farm.TOKEN), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> group(watch).well() == 1);
            PodFacts other = new PodFacts(pods.get(0).name(), "other", Covering.SUPERVISED, Optional.empty(),
                    "it has no IP yet");
            pods.set(0, other);

            await().atMost(PATIENCE).until(() -> group(watch).count(PodHealth.UNASKED) == 1);
            pods.clear();
            await().atMost(PATIENCE).until(() -> group(watch).members().isEmpty());
            assertThat(watch.pod(other.name())).isEmpty();
        }
    }

    /** The pod's node was restarted, and nothing answers at the pod's old address. */
    @Test
    void a_pod_with_another_ip_is_asked_there() throws Exception {
        add(0, material, Manner.SILENT);
        try (FleetWatch watch = FleetWatch.begin(new OneNamespace(Farm.TOKEN), sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> group(watch).count(PodHealth.UNREACHABLE) == 1);
            pods.set(0, pod(0, farm.with(material, Manner.WELL, STATUS)));

            await().atMost(PATIENCE).until(() -> group(watch).well() == 1);
            assertThat(watch.pod(pods.get(0).name()).orElseThrow().pod().address())
                    .isEqualTo(pods.get(0).address());
        }
    }

    /**
     * The Supervision whose name comes first was created later, so that the pod has the dpm-runner of the other one.
     */
    @Test
    void a_pod_that_two_supervisions_select_is_the_one_with_the_dpm_runner() throws Exception {
        add(0, material, Manner.WELL);
        PodFacts uncovered = new PodFacts(pods.get(0).name(), pods.get(0).uid(), Covering.UNCOVERED, Optional.empty(),
                "kubectl rollout restart of its workload brings it");
        SidecarAccess access = new OneNamespace(Farm.TOKEN) {

            @Override
            public List<Selected> selected() {
                return List.of(new Selected("shop", "another", List.of(uncovered)), new Selected("shop", "web", pods));
            }
        };
        try (FleetWatch watch = FleetWatch.begin(access, sidecars, Clock.systemUTC(),
                new FailedRounds(System::nanoTime))) {
            await().atMost(PATIENCE).until(() -> watch.pod(uncovered.name())
                    .filter(record -> PodHealth.of(record) == PodHealth.WELL).isPresent());

            assertThat(watch.fleet(namespace -> true).groups()).extracting(each -> each.name() + " " + each.wellWords())
                    .containsExactlyInAnyOrder("another 0 of 1 well", "web 1 of 1 well");
        }
    }

    private void add(int number, Material presented, Manner manner) throws Exception {
        pods.add(pod(number, farm.with(presented, manner, STATUS)));
    }

    private static PodFacts pod(int number, Address address) {
        return new PodFacts(new PodName("shop", "web-" + number), "uid" + number, Covering.SUPERVISED,
                Optional.of(address), "");
    }

    private static Group group(FleetWatch watch) {
        return watch.fleet(namespace -> true).groups().stream().findFirst()
                .orElseGet(() -> Group.of("shop", "web", List.of(), Clock.systemUTC().instant()));
    }
}
