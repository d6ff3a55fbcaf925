package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Assertions;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in the environment or behind a flag: specs, or a sentence that says where. */
class AnyEnvironmentTest {

    @Property(tries = 2000)
    void any_variables_are_resolved(@ForAll("variables") Map<String, String> environment) {
        resolves(Map.of(), environment, List.of("/bin/sh"));
    }

    @Property(tries = 2000)
    void any_flags_are_resolved(@ForAll("flags") Map<String, String> flags, @ForAll List<String> command) {
        resolves(flags, Map.of("PATH", "/bin"), command);
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

    @Provide
    Arbitrary<Map<String, String>> variables() {
        Arbitrary<String> names = Arbitraries.of(Options.all()).map(Option::environmentName);
        return Arbitraries.maps(Arbitraries.oneOf(names, Arbitraries.of("DPM_", "DPM_X", "PATH", "HOME", "DPM_HOME")),
                values()).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Map<String, String>> flags() {
        Arbitrary<String> names = Arbitraries.of(Options.all()).map(Option::name);
        return Arbitraries.maps(Arbitraries.oneOf(names, Arbitraries.of("", "x", "no-such", "cpu-threshold")),
                values()).ofMaxSize(6);
    }

    private static Arbitrary<String> values() {
        // a lone surrogate is no text that a command line or an environment could hold
        Arbitrary<String> any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(20)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<String> odd = Arbitraries.of("", " ", "0", "-1", "1e400", "NaN", "Infinity", "1e-400", "80%",
                "80%limit",
                "5MiB", "9223372036854775807GiB", "99999999999999999999d", "off", "tcp://10.0.0.1:80", "signal:",
                "signal:KILL",
                "cpu=3,memory=", "cpu=3,cpu=4", "TERM", "a=b=c", "=", "/", "..", "~", "/nonexistent/x", "[", "::1",
                "\n", "[::1]", "127.0.0.1", "*", Settings.SEPARATOR, "a" + Settings.SEPARATOR + "b", "x".repeat(5000));
        return Arbitraries.oneOf(odd, any);
    }
}
