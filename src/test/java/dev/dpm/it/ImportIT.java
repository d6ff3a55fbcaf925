package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Slow;

/** Tests {@code import} with the packaged jar: the printed file is valid, and its targets run. */
class ImportIT {

    private static final int PROGRAMS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private final Product product = new Product();

    private static String program(int number) {
        return """
                [program:worker%02d]
                command=/bin/sh -c 'echo "$GREETING from %%(program_name)s in $(pwd)"; exec sleep 3600'   ; number %d
                directory=%%(here)s
                environment=GREETING="hello; %d",STAGE="%%(ENV_STAGE)s"
                autorestart=true
                startsecs=0
                priority=%d
                stopsignal=INT
                """.formatted(number, number, number, number);
    }

    private static String programs(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(ImportIT::program).collect(Collectors.joining("\n"));
    }

    @Slow
    @Test
    void twenty_programs_of_supervisord_are_imported_checked_and_started() {
        product.with("STAGE", "it");
        product.file("conf.d/more.conf", programs(11, PROGRAMS).replace("%(here)s", "%(here)s/.."));
        Path source = product.file("supervisord.conf",
                "[supervisord]\nnodaemon=true\n[include]\nfiles = conf.d/*.conf\n" + programs(1, 10));

        Product.Result imported = product.dpm("import", source.toString()).expect(0);
        Path file = product.file("dpm.yaml", imported.out());

        assertThat(imported.err()).contains("supervisord.conf line 2: [supervisord] nodaemon", "priority = 20",
                "more.conf line");
        assertThat(product.dpm("check", file.toString()).expect(0).out()).contains("20 targets, no faults");
        product.dpm("start", "--config", file.toString()).expect(0);
        Product.await(PATIENCE, () -> {
            assertThat(product.status().path("targets")).hasSize(PROGRAMS)
                    .allMatch(target -> target.path("state").asText().equals("RUNNING"));
            // one command for all targets, since twenty commands take too long on a busy machine
            String said = product.dpm("logs", "all").expect(0).out();
            for (int i = 1; i <= PROGRAMS; i++) {
                String name = "worker%02d".formatted(i);
                assertThat(said).contains(name + " | hello; " + i + " from " + name + " in ");
            }
        });
        product.dpm("stop", "--yes").expect(0);
    }

    @Slow
    @Test
    void a_module_of_pm2_is_evaluated_by_node_within_bounds() {
        assumeThat(onPath("node")).as("node is on the PATH").isTrue();
        Path good = product.file("ecosystem.config.js", """
                console.log('noise');
                const port = 4000 + 2;
                module.exports = { apps: [{ name: 'web', script: 'sleep', args: '60', max_restarts: Infinity,
                  env: { PORT: port, TOKEN: process.env.NOT_SET_ANYWHERE } }] };
                """);
        Path broken = product.file("broken.config.js", "module.exports = nosuch;\n");
        Path endless = product.file("endless.config.js", "for (;;) {}\n");

        Product.Result imported = product.dpm("import", good.toString()).expect(0);
        assertThat(imported.out()).contains("command: [sleep, \"60\"]", "PORT: 4002", "max_restarts: -1");
        assertThat(imported.err()).contains("line 4: app web: env.TOKEN is not carried over: it is undefined");
        assertThat(product.dpm("import", broken.toString()).expect(2).err()).contains("broken.config.js", "nosuch");
        assertThat(product.dpm("import", endless.toString()).expect(2).err()).contains("endless.config.js",
                "within 10 s");
        product.with("PATH", "/nonexistent");
        assertThat(product.dpm("import", good.toString()).expect(2).err()).contains("node is not on the PATH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            binary.conf   | not a text
            large.conf    | too large
            circle.conf   | leads back
            unknown.txt   | belongs to none of the tools
            """)
    void bad_input_is_one_sentence_and_nothing_is_printed(String name, String phrase) {
        product.file("binary.conf", "[program:a]\n\0\n");
        product.file("large.conf", "; " + "x".repeat(1 << 20) + "\n");
        product.file("circle.conf", "[include]\nfiles = circle.conf\n");
        product.file("unknown.txt", "some words\n");

        Product.Result result = product.dpm("import", product.folder().resolve(name).toString()).expect(2);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(phrase, "allowed").hasLineCount(1);
    }

    @Test
    void each_kind_passes_check() {
        product.file("Procfile", "web: exec sleep 60\nclock: while true; do sleep 60; done\n");
        product.file("compose.yaml", "services:\n  app:\n    command: sleep 60\n  db:\n    image: postgres\n");
        product.file("job.service", "[Service]\nExecStart=/bin/sleep 60\nRestart=always\nPrivateTmp=yes\n");
        product.file("pm2.json", "{\"apps\": [{\"script\": \"sleep\", \"args\": \"60\"}]}");

        Product.Result imported = product.dpm("import", at("Procfile"), at("compose.yaml"), at("job.service"),
                at("pm2.json")).expect(0);
        Path file = product.file("dpm.yaml", imported.out());

        assertThat(imported.err()).contains("service db", "PrivateTmp");
        assertThat(product.dpm("check", file.toString()).expect(0).out()).contains("5 targets, no faults");
    }

    private String at(String name) {
        return product.folder().resolve(name).toString();
    }

    private static boolean onPath(String program) {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
