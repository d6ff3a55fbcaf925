package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentPageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            not seen; incident |20261130-101500-web.2-3|, with disks
            incident |20261130-101500-a| has it
            incident |20261130-101500-a|.
            """)
    void an_incident_that_a_sentence_names_is_a_link(String before, String incident, String after) {
        assertThat(IncidentPage.Line.of(before + incident + after))
                .isEqualTo(new IncidentPage.Line(before, incident, after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            output: it is not kept
            incident <b>20261130-101500-a</b>
            coincident 20261130-101500-a
            incident 20261130-web
            """)
    void any_other_sentence_is_text_alone(String sentence) {
        assertThat(IncidentPage.Line.of(sentence)).isEqualTo(new IncidentPage.Line(sentence, "", ""));
    }
}
