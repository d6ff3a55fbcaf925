package dev.dpm.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground.OperatorRequest;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.log.RunnerLog;
import dev.dpm.operator.admission.Admission;
import dev.dpm.operator.admission.BadReview;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.cluster.CertificateKeeper;
import dev.dpm.operator.cluster.Kubeconfig;
import dev.dpm.operator.cluster.OwnCluster;
import dev.dpm.operator.cluster.Reconciling;
import dev.dpm.operator.cluster.SupervisionView;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;
import dev.dpm.operator.webhook.Answer;
import dev.dpm.operator.webhook.Bounds;
import dev.dpm.operator.webhook.HttpsServer;
import dev.dpm.operator.webhook.Routes;

/** Starts and ends the parts of the command {@code operator} in the required order. No other command loads their classes. */
final class OperatorLife {

    private static final System.Logger LOG = System.getLogger(OperatorLife.class.getName());
    /**
     * Loggers of the Kubernetes client library whose warnings are of no use to a user: that the API version of Supervision is
     * not stable, and that a connection has ended or a watch failed, which the operator reports itself. Without this field, the
     * log manager would forget the loggers and their level, since nothing else references them.
     */
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils"),
            Logger.getLogger("io.fabric8.kubernetes.client.informers.impl.cache.Reflector"),
            Logger.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl"));

    static {
        SILENCED.forEach(logger -> logger.setLevel(Level.SEVERE));
    }
    private static final String ANYWHERE = "0.0.0.0";
    /**
     * The time between two checks of the operator's certificates. A check also restores a removed caBundle, so the caBundle is
     * missing at most for this time.
     */
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS_A_VERSION = 12;

    private final OperatorRequest request;
    private final SupervisionView supervisions;
    private final CertificateKeeper certificates;
    private final Reconciling reconciling;
    private final FleetParts fleet;
    private final FailedRounds rounds;
    private final CountDownLatch end = new CountDownLatch(1);
    private int number;
    private HttpsServer server;
    private Material served;

    private OperatorLife(OperatorRequest request, SupervisionView supervisions, CertificateKeeper certificates,
            Reconciling reconciling, FleetParts fleet, FailedRounds rounds) {
        this.rounds = rounds;
        this.request = request;
        this.reconciling = reconciling;
        this.fleet = fleet;
        this.supervisions = supervisions;
        this.certificates = certificates;
    }

    static int live(OperatorRequest request, String version) {
        Clock clock = Clock.systemUTC();
        try (RunnerLog log = RunnerLog.toStream("stderr", new FileOutputStream(FileDescriptor.err),
                new RunnerSpec(Settings.none(), Optional.empty()), clock).attach()) {
            Optional<String> fault = request.image().flatMap(InjectionRun::faultOfImage)
                    .or(() -> Kubeconfig.fault(System.getenv().getOrDefault(Kubeconfig.VARIABLE, "")));
            if (fault.isPresent()) {
                LOG.log(System.Logger.Level.ERROR, fault.get());
                return ExitCodes.USAGE;
            }
            return live(request, version, clock);
        } catch (IOException e) {
            // the failure cannot be reported, since stderr cannot be written
            return ExitCodes.FAILED;
        }
    }

    private static int live(OperatorRequest request, String version, Clock clock) {
        try (OwnCluster cluster = request.namespace().map(OwnCluster::in).orElseGet(OwnCluster::ofAccount)) {
            LOG.log(System.Logger.Level.INFO, "Works as the operator of {0} in namespace {1}", cluster.address(),
                    cluster.names().namespace());
            String image = request.image()
                    .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")).flatMap(cluster::ownImage))
                    .orElse("dpm-runner:" + version);
            String identity = identity();
            try (SupervisionView supervisions = cluster.watchSupervisions(image);
                    Reconciling reconciling = cluster.reconcile(supervisions, identity, clock);
                    FleetParts fleet = FleetParts.begin(cluster, supervisions, reconciling, identity, clock)) {
                OperatorLife life = new OperatorLife(request, supervisions, cluster.certificates(clock),
                        reconciling, fleet, cluster.rounds());
                Signals.endBy(name -> life.end.countDown());
                return life.untilEnd();
            }
        }
    }

    private int untilEnd() {
        try {
            do {
                round();
            } while (!end.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
            return ExitCodes.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } catch (UnusablePort e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            return ExitCodes.FAILED;
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }

    private void round() throws UnusablePort {
        try {
            supervisions.examineDefinition();
            if (number++ % ROUNDS_A_VERSION == 0 || supervisions.known().isEmpty()) {
                supervisions.readVersion();
            }
            Optional<Material> now = certificates.look();
            if (now.isPresent()) {
                fleet.trust(now.get());
                reconciling.sign(now.get());
                serve(now.get());
            }
        } catch (IOException | GeneralSecurityException e) {
            rounds.failed(Work.CERTIFICATES, "", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // an unexpected object, such as a Secret that was changed by hand, must not end the operator: the kubelet would
            // start it again and again, and no pod would be injected
            rounds.failed(Work.CERTIFICATES, "", e);
        }
    }

    private void serve(Material material) throws UnusablePort, GeneralSecurityException {
        if (server == null) {
            try {
                server = HttpsServer.listening(ANYWHERE, request.port(), material, routes(), Bounds.USUAL);
            } catch (IllegalStateException e) {
                throw new UnusablePort("port " + request.port() + " cannot be listened on: " + e.getMessage()
                        + "; choose another with --port", e);
            }
            LOG.log(System.Logger.Level.INFO, "Answers AdmissionReviews, and shows the fleet, on port {0}",
                    Integer.toString(server.port()));
        } else if (!material.equals(served)) {
            server.serve(material);
            LOG.log(System.Logger.Level.INFO, "Serves another certificate from now on");
        }
        served = material;
    }

    /**
     * The name of this replica of the operator in the leader election. It begins with the host name, which in a pod is the
     * pod's name.
     */
    private static String identity() {
        return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("operator") + "_" + UUID.randomUUID();
    }

    private Routes routes() {
        Admission pods = Admission.ofPods(supervisions::known, this::unjudged);
        Admission ofSupervisions = Admission.ofSupervisions(this::unjudged);
        return new Routes(
                Map.of("/inject", body -> fleet.reviews().counted("/inject", answered(pods, body)), "/validate",
                        body -> fleet.reviews().counted("/validate", answered(ofSupervisions, body))),
                () -> supervisions.known().isPresent(), fleet.site());
    }

    private static Answer answered(Admission admission, byte[] body) {
        try {
            return Answer.json(admission.answer(body));
        } catch (BadReview e) {
            return Answer.bad(e.getMessage());
        }
    }

    private void unjudged(Throwable fault) {
        rounds.failed(Work.REVIEWS, "", fault);
    }

    /** The port of the operator's webhook cannot be opened. Without it, the operator cannot work. */
    private static final class UnusablePort extends Exception {

        private static final long serialVersionUID = 1L;

        UnusablePort(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}
