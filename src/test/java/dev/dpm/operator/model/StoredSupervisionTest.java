package dev.dpm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tests how an operator reads a Supervision that was stored under a definition of another version. */
class StoredSupervisionTest {

    private static final String SELECTOR = "'selector':{'matchLabels':{'app':'web'}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'newer':1                                   | spec.newer is not a field
            'newer':{'deep':[1,{'x':2}]}                | spec.newer is not a field
            'liveness':'guess'                          | spec.liveness 'guess' is not allowed; allowed: manage, chain, leave
            'process':{'match':'web','cgroup':'/x'}     | spec.process.cgroup is not a field
            'runAs':{'user':'root'}                     | spec.runAs.user
            'options':[1]                               | spec.options has the wrong shape
            'resources':{'requests':{'cpu':{'a':1}}}    | spec.resources
            """)
    void a_part_that_is_not_known_is_a_fault_and_the_selector_stays(String part, String sentence) throws Exception {
        Supervision read = read(
                "{'metadata':{'name':'web','namespace':'shop'},'spec':{" + SELECTOR + "," + part + "}}");

        assertThat(SupervisionCheck.faults(read)).hasSize(1).first().asString().startsWith(sentence)
                .endsWith("; it may be one of a newer dpm-runner's operator");
        assertThat(read.getSpec().selector().getMatchLabels()).containsEntry("app", "web");
    }

    @Test
    void parts_of_the_status_are_left_out_without_a_word() throws Exception {
        Supervision read = read("{'metadata':{'name':'web'},'spec':{" + SELECTOR + "},'status':{'observedGeneration':3,"
                + "'newer':{},'pods':{'selected':2,'sleeping':1}}}");

        assertThat(SupervisionCheck.faults(read)).isEmpty();
        assertThat(read.seen().orElseThrow().pods().selected()).isEqualTo(2);
    }

    @Test
    void a_spec_of_nothing_known_is_read_as_no_spec() throws Exception {
        StringBuilder fields = new StringBuilder(SELECTOR);
        for (int field = 0; field < 100; field++) {
            fields.append(",'newer").append(field).append("':1");
        }

        Supervision read = read("{'metadata':{'name':'web'},'spec':{" + fields + "}}");

        assertThat(read.getSpec().selector()).isNull();
        assertThat(SupervisionCheck.faults(read)).hasSizeGreaterThan(1);
    }

    @Test
    void all_that_is_known_is_read_as_before() throws Exception {
        Supervision whole = Samples.with("memoryThreshold", "85%");

        Supervision read = StoredSupervision.read(Json.MAPPER.valueToTree(whole));

        assertThat(read.getSpec()).isEqualTo(whole.getSpec());
        assertThat(List.copyOf(SupervisionCheck.faults(read))).isEmpty();
    }

    private static Supervision read(String json) throws Exception {
        return StoredSupervision.read((ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"')));
    }
}
