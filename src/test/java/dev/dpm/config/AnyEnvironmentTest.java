package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Sets random environment variables and flags: the result is specs, or a sentence that names the place. */
class AnyEnvironmentTest {

    private static final List<String> ODD = List.of("", " ", "0", "-1", "1e400", "NaN", "Infinity", "1e-400", "80%",
            "80%limit",
            "5MiB", "9223372036854775807GiB", "99999999999999999999d", "off", "tcp://10.0.0.1:80", "signal:",
            "signal:KILL",
            "cpu=3,memory=", "cpu=3,cpu=4", "TERM", "a=b=c", "=", "/", "..", "~", "/nonexistent/x", "[", "::1",
            "\n", "[::1]", "127.0.0.1", "*", Settings.SEPARATOR, "a" + Settings.SEPARATOR + "b", "x".repeat(5000));

    @Test
    void any_variables_are_resolved() {
        Tries.of(2000).check(any -> {
            List<String> names = names(Option::environmentName, "DPM_", "DPM_X", "PATH", "HOME", "DPM_HOME");

            resolves(Map.of(), any.map(6, () -> any.of(names), () -> value(any)), List.of("/bin/sh"));
        });
    }

    @Test
    void any_flags_are_resolved() {
        Tries.of(2000).check(any -> {
            List<String> names = names(Option::name, "", "x", "no-such", "cpu-threshold");

            resolves(any.map(6, () -> any.of(names), () -> value(any)), Map.of("PATH", "/bin"),
                    any.list(20, () -> any.text(30)));
        });
    }

    private static void resolves(Map<String, String> flags, Map<String, String> environment, List<String> command) {
        StartRequest request = new StartRequest(false, Optional.empty(), flags, command, Path.of("/"), "0022",
                environment);

        Resolution answer = Assertions.assertTimeout(Duration.ofSeconds(60),
                () -> new Resolver().resolve(request, Optional.empty()));

        assertThat(answer.isSound() ? answer.targets().size() : answer.faults().size() + answer.missing().size())
                .as("%s %s %s", flags, environment, command).isPositive();
        assertThat(answer.faults()).allSatisfy(fault -> {
            assertThat(fault.place()).isNotBlank();
            assertThat(fault.sentence()).isNotBlank().doesNotContain("Exception");
        });
        assertThat(StartRequest.decode(request.encode()).flags()).isEqualTo(flags);
    }

    private static List<String> names(Function<Option<?>, String> ofOption, String... others) {
        return Stream.concat(Options.all().stream().map(ofOption), Stream.of(others)).toList();
    }

    /** A random value without lone surrogates and NUL, which cannot occur in a command line or environment. */
    private static String value(Any any) {
        return any.truth() ? any.of(ODD) : any.text(20).replaceAll("[\\x00\\p{Cs}]", "");
    }
}
