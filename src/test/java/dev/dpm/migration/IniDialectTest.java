package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Compares the parser for supervisord.conf with Python's configparser, set up as in supervisord. */
class IniDialectTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = 400;
    private static final String PYTHON = """
            import sys, json, configparser
            out = []
            for text in json.load(sys.stdin):
                p = configparser.RawConfigParser(inline_comment_prefixes=(';', '#'), strict=False, default_section='\\0')
                try:
                    p.read_string(text)
                    out.append({s: dict(p.items(s)) for s in p.sections()})
                except configparser.Error:
                    out.append(None)
            json.dump(out, sys.stdout)
            """;
    private static final List<String> PIECES = List.of("[program:a]", "[b]", "key", " ", "  ", "\t", "=", ":", ";", "#",
            "value",
            "two words", "KEY2", "\n", "\n", "\n", "\n ", "\n  more", "\n; remark", "\nother = x ; y", "%", "\"", "]",
            "[");

    @Test
    void any_text_is_read_as_python_reads_it() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        Tries.of(TEXTS).check(any -> texts.add(text(any)));

        JsonNode expected = python(texts);

        for (int i = 0; i < TEXTS; i++) {
            assertThat(ours(texts.get(i))).as("of " + JSON.writeValueAsString(texts.get(i)))
                    .isEqualTo(expected.get(i).toString());
        }
    }

    private static String text(Any any) {
        return "[program:a]\n" + String.join("", any.list(25, () -> any.of(PIECES)));
    }

    private static String ours(String text) {
        try {
            var json = JSON.createObjectNode();
            IniText.parse(new SourceFile(Path.of("/s.conf"), text)).values().forEach(section -> {
                var values = json.putObject(section.name());
                section.values().forEach((name, value) -> values.put(name, value.text()));
            });
            return json.toString();
        } catch (BadSource e) {
            return "null";
        }
    }

    private static JsonNode python(List<String> texts) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", PYTHON).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            assumeThat(false).as("python3 is on the PATH").isTrue();
            throw e;
        }
        try (var in = python.getOutputStream()) {
            in.write(JSON.writeValueAsString(texts).getBytes(StandardCharsets.UTF_8));
        }
        JsonNode answer = JSON.readTree(python.getInputStream());
        assertThat(python.waitFor()).isZero();
        return answer;
    }
}
