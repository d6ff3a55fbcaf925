package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.Reach;

class PreflightTest {

    /** Each row has the permissions that the runner has in a pod, and what these lack. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # signal, figures, rollup, root, what is missing
            true,  true,  true,  true,  ''
            true,  true,  false, false, cgroup|proportional memory
            false, true,  false, false, signals|cgroup|proportional memory
            false, false, false, false, signals|figures|cgroup|proportional memory
            """)
    void names_what_is_missing(boolean signal, boolean figures, boolean rollup, boolean root, String missing) {
        List<PreflightLine> lines = Preflight.ofTarget("web", 26, new Reach(signal, figures, rollup, rollup, root));

        assertThat(lines).filteredOn(line -> !line.permitted()).extracting(PreflightLine::subject)
                .isEqualTo(missing.isEmpty() ? List.of() : List.of(missing.split("\\|")));
    }

    @Test
    void each_missing_line_names_the_manifest_line_that_mends_it() {
        List<PreflightLine> lines = Preflight.ofTarget("web", 26, new Reach(false, false, false, false, false));

        assertThat(lines).allSatisfy(line -> assertThat(line.remedy()).isPresent());
        assertThat(lines.get(0).text())
                .isEqualTo("signals: process 26 of web cannot be signalled: it belongs to another "
                        + "user, and the runner lacks CAP_KILL; mend with runAsUser: the application's, in the sidecar's securityContext");
    }

    @Test
    void a_runner_that_is_process_one_sees_no_other_container() {
        List<PreflightLine> lines = Preflight.ofRunner(true, Optional.of("/data cannot be written"));

        assertThat(lines).extracting(PreflightLine::permitted).containsExactly(false, false);
        assertThat(lines.get(0).text()).contains("shareProcessNamespace: true");
        assertThat(lines.get(1).text()).startsWith("home: /data cannot be written").contains("emptyDir");
    }

    @Test
    void all_is_permitted_where_nothing_is_in_the_way() {
        assertThat(Preflight.ofRunner(false, Optional.empty())).allSatisfy(line -> {
            assertThat(line.permitted()).isTrue();
            assertThat(line.remedy()).isEmpty();
        });
    }
}
