package dev.dpm.operator.page;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.dpm.operator.act.Actions;
import dev.dpm.operator.act.FakeCluster;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.remote.Farm;
import dev.dpm.operator.remote.FleetWatch;
import dev.dpm.operator.remote.RequestLimits;
import dev.dpm.operator.remote.SidecarAccess;
import dev.dpm.operator.remote.Sidecars;
import dev.dpm.operator.remote.TargetRequests;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.webhook.RequestCounts;

/**
 * The pages of a fleet whose dpm-runners are fakes on loopback. A test sets the pods, and every person may do
 * everything.
 */
public final class FleetBench implements AutoCloseable {

    /** A namespace whose token has not been read yet. */
    public static final String NEW = "new";

    /** The pods of the fleet, by Supervision; may grow while the fleet is watched. */
    public final List<SidecarAccess.Selected> selected = new CopyOnWriteArrayList<>();
    public final Farm farm = new Farm();
    public final FakeCluster cluster = new FakeCluster();
    private final Material material;
    private final Sidecars sidecars = Sidecars.within(RequestLimits.USUAL);
    private FleetWatch watch;
    private Actions actions;
    private FleetSite site;

    /** Makes a fleet without pods, which is not watched yet. */
    public FleetBench(Material material) {
        this.material = material;
    }

    /** The certificates of the fake dpm-runners. Making them takes a second or two. */
    public static Material material() throws Exception {
        return new Keytool(Set.of(Sidecars.NAME)).made();
    }

    /** A pod of namespace {@code shop} whose dpm-runner answers at this address. */
    public static PodFacts supervised(String name, Address address) {
        return new PodFacts(new PodName("shop", name), "uid-" + name, Covering.SUPERVISED, Optional.of(address), "");
    }

    /** Begins to watch the fleet, and to answer for its pages. */
    public void begin(Changes changes) {
        SidecarAccess access = new Here();
        watch = FleetWatch.begin(access, sidecars, Clock.systemUTC(), new FailedRounds(System::nanoTime));
        actions = Actions.begin(cluster, cluster, cluster, Clock.systemUTC(), new FailedRounds(System::nanoTime));
        site = new FleetSite(watch, new TargetRequests(sidecars, access), new Everybody(), changes, actions,
                new OwnFigures(new RequestCounts(), new FailedRounds(System::nanoTime), () -> true),
                "https://10.0.0.1:6443");
    }

    public FleetWatch watch() {
        return watch;
    }

    public Actions actions() {
        return actions;
    }

    public FleetSite site() {
        return site;
    }

    @Override
    public void close() throws Exception {
        if (site != null) {
            actions.close();
            watch.close();
        }
        sidecars.close();
        farm.close();
    }

    private final class Here implements SidecarAccess {

        @Override
        public List<Selected> selected() {
            return List.copyOf(selected);
        }

        @Override
        public Optional<String> token(String namespace) {
            return namespace.equals(NEW) ? Optional.empty() : Optional.of(Farm.TOKEN);
        }

        @Override
        public boolean isRead(String namespace) {
            return !namespace.equals(NEW);
        }

        @Override
        public void distrust(String namespace) {
        }

        @Override
        public List<X509Certificate> authorities() {
            try {
                return material.authorityCertificates();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("what was made can be read", e);
            }
        }
    }

    private static final class Everybody implements Authenticator {

        @Override
        public Optional<Person> authenticate(String token) {
            return Optional.of(new Person("ada@example.org", "", List.of(), Map.of()));
        }

        @Override
        public boolean may(Person person, Right right, String namespace) {
            return true;
        }
    }
}
