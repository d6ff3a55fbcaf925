package dev.dpm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

class CrdFileTest {

    @Test
    void the_file_is_what_the_classes_and_the_options_say() throws IOException {
        String text = CrdFile.text();
        if ("write".equals(System.getProperty("dpm.docs"))) {
            Files.writeString(CrdFile.PATH, text);
        }

        assertThat(Files.readString(CrdFile.PATH))
                .as("to write it anew: ./mvnw surefire:test -Dtest=CrdFileTest -Ddpm.docs=write -DargLine=-Ddpm.docs=write")
                .isEqualTo(text);
    }

    /**
     * The API server applies the schema before any parser of this product: a valid value that the schema refused would
     * never arrive.
     */
    @Test
    void the_schema_refuses_nothing_that_a_flag_takes() {
        List<String> texts = List.of("0", "1", "5", "0.5", "150", "85%", "90%limit", "512Mi", "1GiB", " 5 ", "2m",
                "500ms",
                "off", "OFF", "100m", "cpu=3,memory=2", "3", "TERM", "SIGUSR1", "signal:USR1", "terminate", "none",
                "unhealthy", "http://127.0.0.1:80/", "127.0.0.1:80", "true", "rss", "tree", "leave");
        Map<String, JSONSchemaProps> schemas = OptionSchema.properties();

        schemas.forEach((name, schema) -> texts.stream()
                .filter(text -> SupervisionCheck.faults(Samples.with(name, text)).isEmpty())
                .forEach(text -> assertThat(isTaken(schema, text)).as(name + ": " + text + " by " + schema).isTrue()));
    }

    @Test
    void every_option_is_described_and_typed() {
        assertThat(OptionSchema.properties()).hasSameSizeAs(OptionNames.all()).allSatisfy((name, schema) -> {
            assertThat(schema.getDescription()).isNotBlank();
            assertThat(schema.getType() != null || Boolean.TRUE.equals(schema.getXKubernetesIntOrString())).as(name)
                    .isTrue();
        });
    }

    /**
     * Whether the API server accepts a value under this schema. A text of digits is sent as an integer, any other text as
     * a string.
     */
    private static boolean isTaken(JSONSchemaProps schema, String text) {
        boolean isInteger = text.matches("[0-9]+");
        if ("integer".equals(schema.getType())) {
            return isInteger || text.isBlank() || !text.strip().equals(text);
        }
        boolean isEnum = schema.getEnum() == null || schema.getEnum().isEmpty()
                || schema.getEnum().stream().anyMatch(word -> word.asText().equals(text));
        return isEnum && (isInteger && Boolean.TRUE.equals(schema.getXKubernetesIntOrString())
                || schema.getPattern() == null || Pattern.compile(schema.getPattern()).matcher(text).find());
    }
}
