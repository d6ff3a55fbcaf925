package dev.dpm.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;

import dev.dpm.config.Option;
import dev.dpm.config.Options;

/** Checks the shipped manifests. src/site/markdown/kubernetes.md explains each field. */
class ManifestsTest {

    /**
     * Seconds until the sidecar answers under a CPU limit of 100m and of 250m, as measured
     * (src/site/markdown/kubernetes.md).
     */
    private static final int BOOT_SECONDS_AT_100M = 63;
    private static final int BOOT_SECONDS_AT_250M = 42;
    private static final IntOrString MANAGEMENT_PORT = new IntOrString(9181);

    static List<Path> manifests() {
        return Manifests.files(Manifests.FOLDER);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_field_is_one_that_the_api_has(Path file) {
        assertThat(Manifests.read(file)).isNotEmpty();
    }

    @Test
    void a_field_that_the_api_does_not_have_is_noticed() {
        assertThatThrownBy(() -> Manifests.parse("""
                apiVersion: apps/v1
                kind: Deployment
                spec: {template: {spec: {shareProcessNamespaces: true}}}
                """)).hasMessageContaining("shareProcessNamespaces");
    }

    @Test
    void the_pod_lets_the_sidecar_see_signal_and_measure_without_any_privilege() {
        PodSpec pod = application();

        assertThat(pod.getShareProcessNamespace()).isTrue();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getRunAsGroup()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "plain", "native"})
    void every_container_runs_confined_and_within_limits(String which) {
        Container container = container(which);

        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container.getSecurityContext().getRunAsUser()).as("the pod's user is both containers'").isNull();
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    }

    @Test
    void the_application_is_probed_by_number_and_with_patience() {
        Container application = container("application");

        assertThat(application.getLivenessProbe().getHttpGet().getPort()).isEqualTo(MANAGEMENT_PORT);
        assertThat(application.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/group/target");
        assertThat(application.getLivenessProbe().getTimeoutSeconds()).isEqualTo(3);
        assertThat(application.getLivenessProbe().getFailureThreshold()).isEqualTo(6);
        assertThat(application.getStartupProbe().getHttpGet()).isEqualTo(application.getLivenessProbe().getHttpGet());
        assertThat(allowed(application.getStartupProbe())).isGreaterThanOrEqualTo(5 * BOOT_SECONDS_AT_100M);
    }

    @Test
    void the_application_outlives_a_sidecar_that_is_killed_and_boots_again() {
        assertThat(allowed(container("application").getLivenessProbe())).isGreaterThan(BOOT_SECONDS_AT_250M);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "native"})
    void the_sidecar_is_probed_for_itself_and_has_no_startup_probe(String form) {
        Container sidecar = container(form);

        assertThat(sidecar.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/group/runner");
        assertThat(sidecar.getLivenessProbe().getHttpGet().getPort()).isEqualTo(MANAGEMENT_PORT);
        assertThat(sidecar.getLivenessProbe().getInitialDelaySeconds() + allowed(sidecar.getLivenessProbe()))
                .isGreaterThan(BOOT_SECONDS_AT_100M);
        assertThat(sidecar.getStartupProbe()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "native"})
    void the_sidecar_is_given_only_options_that_exist(String form) {
        Set<String> known = Options.all().stream().map(Option::flag).collect(Collectors.toSet());
        List<String> arguments = container(form).getArgs();

        assertThat(arguments).first().isEqualTo("run");
        assertThat(arguments.stream().skip(1).map(argument -> argument.split("=", 2)[0])).isSubsetOf(known);
    }

    @Test
    void a_native_sidecar_is_one_that_is_always_restarted() {
        assertThat(container("native").getRestartPolicy()).isEqualTo("Always");
        assertThat(container("plain").getRestartPolicy()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "native"})
    void the_image_that_is_named_is_the_one_that_is_built(String form) throws IOException {
        String containerfile = Files.readString(Path.of("deploy", "container", "Containerfile"));

        assertThat(container(form).getImage()).as("named once, in the kustomization").isEqualTo("dpm-runner");
        assertThat(containerfile).contains("ARG VERSION=" + tag(form) + "\n");
    }

    private static String tag(String form) throws IOException {
        String kustomization = Files.readString(Manifests.FOLDER.resolve(form).resolve("kustomization.yaml"));
        Matcher image = Pattern.compile("[{]name: dpm-runner, newName: dpm-runner, newTag: ([^}]+)[}]")
                .matcher(kustomization);
        assertThat(image.find()).as(kustomization).isTrue();
        return image.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "native"})
    void the_sidecars_files_fit_into_its_ephemeral_storage(String form) {
        PodSpec pod = pod(Manifests.FOLDER.resolve(form).resolve("sidecar.yaml"));
        long home = bytes(pod.getVolumes().get(0).getEmptyDir().getSizeLimit());

        assertThat(bytes(container(form).getResources().getLimits().get("ephemeral-storage")))
                .isGreaterThanOrEqualTo(2 * home);
        assertThat(container(form).getResources().getRequests()).containsKey("ephemeral-storage");
    }

    private static long bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).longValueExact();
    }

    @Test
    void no_form_brings_a_network_policy_that_would_cut_an_application_off() throws IOException {
        for (String form : List.of("base", "plain", "native")) {
            assertThat(Files.readString(Manifests.FOLDER.resolve(form).resolve("kustomization.yaml")))
                    .doesNotContain("networkpolicy");
        }
    }

    @Test
    void the_pod_monitor_asks_the_port_that_the_sidecars_name() throws IOException {
        Map<String, Object> monitor = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("deploy", "prometheus", "podmonitor.yaml")));

        assertThat(monitor).containsEntry("kind", "PodMonitor");
        assertThat(monitor.toString()).contains("port=dpm").contains("path=/q/metrics");
        assertThat(container("native").getPorts()).extracting("name").containsExactly("dpm");
        assertThat(container("plain").getPorts()).extracting("name").containsExactly("dpm");
    }

    @Test
    void the_pod_monitors_find_injected_pods_and_the_operator() throws IOException {
        String sidecars = Files.readString(Path.of("deploy", "prometheus", "podmonitor.yaml"));
        List<Object> objects = StreamSupport.stream(new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(
                Files.readString(Path.of("deploy", "prometheus", "operator.yaml"))).spliterator(), false).toList();
        String deployment = Files.readString(Path.of("deploy", "operator", "deployment.yaml"));

        assertThat(sidecars).as("an injected pod has the labels of its application only").contains("selector: {}");
        assertThat(objects.toString()).contains("kind=PodMonitor", "path=/metrics", "port=webhook",
                "app.kubernetes.io/name=dpm-operator", "verbs=[get]");
        assertThat(deployment).contains("app.kubernetes.io/name: dpm-operator", "name: webhook");
    }

    private static int allowed(Probe probe) {
        return probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    private static Container container(String which) {
        return which.equals("application") ? application().getContainers().get(0) : sidecar(which);
    }

    private static PodSpec application() {
        return pod(Manifests.FOLDER.resolve("base").resolve("deployment.yaml"));
    }

    private static Container sidecar(String form) {
        PodSpec pod = pod(Manifests.FOLDER.resolve(form).resolve("sidecar.yaml"));
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).findFirst().orElseThrow();
    }

    private static PodSpec pod(Path file) {
        return Manifests.deployment(file).getSpec().getTemplate().getSpec();
    }
}
