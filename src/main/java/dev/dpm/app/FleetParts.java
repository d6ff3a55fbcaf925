package dev.dpm.app;

import java.security.GeneralSecurityException;
import java.time.Clock;

import dev.dpm.operator.act.Actions;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.cluster.OwnCluster;
import dev.dpm.operator.cluster.Reconciling;
import dev.dpm.operator.cluster.SupervisionView;
import dev.dpm.operator.cluster.WatchedSidecarAccess;
import dev.dpm.operator.page.CachingAuthenticator;
import dev.dpm.operator.page.FleetSite;
import dev.dpm.operator.page.OwnFigures;
import dev.dpm.operator.remote.FleetWatch;
import dev.dpm.operator.remote.PodOrderSender;
import dev.dpm.operator.remote.RequestLimits;
import dev.dpm.operator.remote.Sidecars;
import dev.dpm.operator.remote.TargetRequests;
import dev.dpm.operator.webhook.RequestCounts;

/** The parts of the Kubernetes operator that request the state of the runners in pods. */
record FleetParts(WatchedSidecarAccess world, Sidecars sidecars, FleetWatch watch, Actions actions,
        RequestCounts reviews, FleetSite site) implements AutoCloseable {

    static FleetParts begin(OwnCluster cluster, SupervisionView supervisions, Reconciling reconciling,
            String identity, Clock clock) {
        WatchedSidecarAccess world = cluster.world(supervisions, reconciling);
        Sidecars sidecars = Sidecars.within(RequestLimits.USUAL);
        FleetWatch watch = FleetWatch.begin(world, sidecars, clock, cluster.rounds());
        watch.onNews(cluster.tellingReports(reconciling, watch::report));
        TargetRequests targets = new TargetRequests(sidecars, world);
        Actions actions = Actions.begin(cluster.actionWorld(supervisions, watch::pod, clock),
                new PodOrderSender(watch, targets), cluster.actionLock(identity, clock), clock, cluster.rounds());
        RequestCounts reviews = new RequestCounts();
        return new FleetParts(world, sidecars, watch, actions, reviews, new FleetSite(watch, targets,
                new CachingAuthenticator(cluster.people(), System::nanoTime), cluster.changes(supervisions), actions,
                new OwnFigures(reviews, cluster.rounds(), supervisions::isDefined), cluster.address()));
    }

    /**
     * Makes the operator trust those runners in pods whose certificates were signed by the operator's certificate authority, or
     * by the authority before it.
     */
    void trust(Material material) throws GeneralSecurityException {
        if (material.isOurs()) {
            world.trust(material.authorityCertificates());
        }
    }

    @Override
    public void close() {
        actions.close();
        watch.close();
        sidecars.close();
        world.close();
    }
}
