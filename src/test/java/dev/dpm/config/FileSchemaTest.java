package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

class FileSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_file_is_what_the_options_say() throws IOException {
        String text = FileSchema.text();
        if ("write".equals(System.getProperty("dpm.docs"))) {
            Files.writeString(FileSchema.PATH, text);
        }

        assertThat(Files.readString(FileSchema.PATH)).as(
                "to write it anew: ./mvnw surefire:test -Dtest=FileSchemaTest -Ddpm.docs=write -DargLine=-Ddpm.docs=write")
                .isEqualTo(text);
    }

    static Stream<String> examples() throws IOException {
        List<String> files = List.of(Files.readString(Path.of("deploy/systemd/dpm.yaml")),
                Files.readString(Path.of("deploy/demo/demo.yaml")),
                Files.readString(Path.of("deploy/container/training.yaml")));
        List<String> blocks;
        try (Stream<Path> pages = Files.list(Path.of("src/site/markdown"))) {
            blocks = pages.filter(page -> page.toString().endsWith(".md")).sorted()
                    .flatMap(page -> blocks(page).stream())
                    .filter(block -> block.contains("targets:") && !block.contains("apiVersion:")).toList();
        }
        assertThat(blocks).as("files in the documentation").hasSizeGreaterThan(10);
        return Stream.concat(files.stream(), blocks.stream());
    }

    private static List<String> blocks(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page)).results().map((MatchResult found) -> found.group(1)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_valid(String yaml) throws IOException {
        assertThat(faults(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "targets: {web: {command: [a, b], cpu-threshold: 80, env: {A: 1}, depends_on: {db: healthy}, restart: never}}",
            "targets: {web: {command: a b, memory_threshold: '${MEMORY}', restart: '${RESTART:-always}'}, db: }",
            "notify: {ops: {type: mail, host: h}}", "notify: [{name: ops, type: command, command: x}]",
            "include: conf.d/*.yaml", "include: [a.yaml, b.yaml]", "remain_after_exit: true"})
    void what_a_file_may_say_is_valid(String yaml) throws IOException {
        assertThat(faults(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets: {web: {comand: a}}", "target: {web: {command: a}}", "targets: [web]",
            "targets: {web: {command: a, restart: sometimes}}", "targets: {web: {command: a, depends_on: {db: ready}}}",
            "targets: {web: {command: a, env: [A=1]}}", "targets: {web: {command: a, port: 80}}",
            "notify: {ops: {host: h}}", "notify: {ops: {type: pigeon}}", "defaults: {name: web}"})
    void what_no_file_may_say_is_not(String yaml) throws IOException {
        assertThat(faults(yaml)).isNotEmpty();
    }

    private static Set<ValidationMessage> faults(String yaml) throws IOException {
        JsonNode file = JSON.valueToTree(new Yaml().load(yaml));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(FileSchema.PATH))
                .validate(file);
    }
}
