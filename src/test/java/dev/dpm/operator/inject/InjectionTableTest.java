package dev.dpm.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecurityContext;

import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Left;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/**
 * The table of injections. Each file of {@code src/test/resources/operator/inject} is a case: its first document is the
 * input, its second the expected result. With {@code -Ddpm.docs=write} the test writes the results anew; read the
 * changes before a commit.
 */
class InjectionTableTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "operator", "inject");
    private static final Path FIRST = TABLE.resolve("an_ordinary_pod.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACE = "shop";
    private static final boolean IS_WRITING = "write".equals(System.getProperty("dpm.docs"));

    static List<Path> cases() {
        try (Stream<Path> files = Files.list(TABLE)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_table_has_the_cases_it_is_to_have() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_goes_in_comes_out_as_the_file_says(Path file) throws Exception {
        List<Object> documents = YamlDocuments.read(Files.readString(file));
        Case asked = new Case((Map<?, ?>) documents.get(0));
        List<String> faults = asked.supervisions().stream().flatMap(each -> SupervisionCheck.faults(each).stream())
                .toList();

        Injection injection = asked.injection(asked.pod());

        Map<String, Object> shown = Shown.of(asked.pod(), injection,
                file.equals(FIRST) ? Shown.Ordinary.NOTHING : ordinary());
        if (IS_WRITING) {
            Files.writeString(file, comment(file) + YamlDocuments.write(List.of(documents.get(0), shown)));
        }
        assertThat(faults).as("what the Supervision is refused for").isEmpty();
        assertThat(YamlDocuments.write(List.of(shown))).as(file.toString())
                .isEqualTo(YamlDocuments.write(documents.subList(1, documents.size())));
        if (injection instanceof Injected injected) {
            assertThat(asked.injection(injected.pod())).as("a second pass")
                    .isEqualTo(new Left(true, "the pod has its dpm-runner already"));
            assertRestricted(sidecar(injected.pod()));
        }
    }

    private static Shown.Ordinary ordinary() throws Exception {
        Case first = new Case((Map<?, ?>) YamlDocuments.read(Files.readString(FIRST)).get(0));
        return Shown.Ordinary.of(first.pod(), ((Injected) first.injection(first.pod())).pod());
    }

    private static String comment(Path file) throws IOException {
        return Files.readString(file).lines().filter(line -> line.startsWith("#")).map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    static Container sidecar(Pod pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(each -> PodMetadata.CONTAINER.equals(each.getName())).findFirst().orElseThrow();
    }

    /**
     * The parts of the restricted profile that apply to a container:
     * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted.
     */
    static void assertRestricted(Container sidecar) {
        SecurityContext security = sidecar.getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(security.getRunAsNonRoot()).isEqualTo(security.getRunAsUser() != 0);
        assertThat(sidecar.getStartupProbe()).as("kubelet 1.35.0 forgets applications beside a sidecar with one")
                .isNull();
    }

    /**
     * The input: {@code pod}, {@code supervision} (a spec) or {@code supervisions}, {@code server}, {@code namespace},
     * {@code operator} (false: the pod is written to a file).
     */
    record Case(Map<?, ?> in) {

        Pod pod() {
            return JSON.convertValue(in.get("pod"), Pod.class);
        }

        List<Supervision> supervisions() {
            List<?> specs = in.get("supervisions") instanceof List<?> several
                    ? several
                    : List.of(in.get("supervision") == null ? Map.of() : in.get("supervision"));
            return specs.stream().map(spec -> {
                Map<String, Object> whole = new LinkedHashMap<>(Map.of("selector", Samples.selector()));
                ((Map<?, ?>) spec).forEach((key, value) -> whole.put(String.valueOf(key), value));
                return Samples.of(whole);
            }).toList();
        }

        Injection injection(Pod pod) {
            Object server = in.get("server");
            Object namespace = in.get("namespace");
            return new Injector(new Facts(ServerVersion.parse(server == null ? "1.33" : (String) server).orElseThrow(),
                    "registry.example/dpm-runner:1", Set.of("dpm-system"), !Boolean.FALSE.equals(in.get("operator"))))
                    .inject(pod, namespace == null ? NAMESPACE : (String) namespace, supervisions());
        }
    }
}
