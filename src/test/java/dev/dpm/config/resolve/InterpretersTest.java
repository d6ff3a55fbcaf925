package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Requests;

/** Tests the choice of an interpreter for a script when no option names one. */
class InterpretersTest {

    @TempDir
    private Path folder;

    private Path program(String name) throws Exception {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Resolution resolve(String... flags) {
        Requests request = Requests.in(folder).variable("PATH", folder.toString());
        for (String flag : flags) {
            request = request.flag(flag.split("=")[0], flag.split("=")[1]);
        }
        return request.resolve();
    }

    @ParameterizedTest
    @CsvSource({"server.js,node", "server.mjs,node", "app.rb,ruby", "app.pl,perl", "app.php,php", "job.sh,bash",
            "JOB.SH,bash", "app.py,python", "app,python"})
    void the_ending_says_it(String script, String program) throws Exception {
        Files.writeString(folder.resolve(script), "");
        program(program);

        assertThat(resolve("script_path=" + script).targets()).singleElement().satisfies(target -> assertThat(
                target.command())
                .containsExactly(folder.resolve(program).toString(), folder.resolve(script).toString()));
    }

    @Test
    void its_own_first_line_comes_before_the_ending_and_a_named_program_before_both() throws Exception {
        program("server.js");
        program("deno");

        assertThat(resolve("script_path=server.js").targets().get(0).command())
                .containsExactly(folder.resolve("server.js").toString());
        assertThat(resolve("script_path=server.js", "process_name=deno").targets().get(0).command())
                .startsWith(folder.resolve("deno").toString());
    }

    @Test
    void a_program_that_is_not_there_is_named_with_what_to_do() throws Exception {
        Files.writeString(folder.resolve("server.js"), "");
        Files.writeString(folder.resolve("app.jar"), "");

        assertThat(resolve("script_path=server.js").missing()).singleElement().asString()
                .contains("server.js is run by node, which was not found on PATH", "--process_name");
        assertThat(resolve("script_path=app.jar").missing()).singleElement().asString().contains("-- java -jar");
    }
}
