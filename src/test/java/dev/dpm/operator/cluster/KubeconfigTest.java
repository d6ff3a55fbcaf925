package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {

    private static final String CLUSTER = "clusters: [{name: a, cluster: {server: 'https://127.0.0.1:1'}}]\n";
    private static final String CONTEXT = "contexts: [{name: x, context: {cluster: a, user: u}}]\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                       | is no kubeconfig
            'clusters: []'           | names no cluster
            '{]: ::'                 | is no kubeconfig
            'clusters: 7'            | is no kubeconfig
            '[1, 2]'                 | is no kubeconfig
            """)
    void what_is_no_kubeconfig_is_said_in_one_sentence(String text, String lack) throws IOException {
        Path file = write(text);

        assertThat(Kubeconfig.fault(file.toString())).contains("KUBECONFIG names '" + file + "', which " + lack);
    }

    @Test
    void a_missing_file_is_said_and_so_is_a_folder() {
        assertThat(Kubeconfig.fault("/nope")).contains("KUBECONFIG names '/nope', which is no file that can be read");
        assertThat(Kubeconfig.fault(folder.toString()).orElseThrow()).endsWith("which is no file that can be read");
    }

    @Test
    void the_context_in_use_must_be_there() throws IOException {
        assertThat(Kubeconfig.fault(write(CLUSTER + CONTEXT).toString()).orElseThrow())
                .endsWith("which has no current-context");
        assertThat(Kubeconfig.fault(write(CLUSTER + CONTEXT + "current-context: y").toString()).orElseThrow())
                .endsWith("which has the current-context 'y', but no such context");
        assertThat(Kubeconfig.fault(write(CLUSTER + CONTEXT + "current-context: x").toString())).isEmpty();
    }

    @Test
    void no_path_and_several_paths_are_left_to_the_client() {
        assertThat(Kubeconfig.fault("")).isEmpty();
        assertThat(Kubeconfig.fault("/nope:/neither")).isEmpty();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("config"), text);
    }
}
