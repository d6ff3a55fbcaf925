package dev.dpm.cli.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.cli.action.RollingOrder.Candidate;

/** Tests in which order a rolling restart takes its targets. */
class RollingOrderTest {

    /** A target such as {@code web!:api+db}: not RUNNING, and depends on api and db. */
    private static Candidate candidate(String text) {
        String[] parts = text.split(":", 2);
        String name = parts[0].replace("!", "");
        return new Candidate(name, name.equals(parts[0]),
                parts.length == 1 ? Set.of() : Set.copyOf(List.of(parts[1].split("\\+"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web api                          | web api
            web:api api                      | api web
            web:api+db api:db db             | db api web
            web:db db                        | db web
            web:api+db db                    | db web
            web api!                         | api web
            web!:db db                       | db web
            web!:db db x                     | db web x
            n-0:db n-1:db n-2!:db db         | db n-2 n-0 n-1
            front:n-0+n-1 n-0 n-1!           | n-1 n-0 front
            a:elsewhere b                    | a b
            a:b b:a                          | a b
            """)
    void dependencies_come_first_and_then_what_does_not_run(String given, String sorted) {
        List<Candidate> candidates = Arrays.stream(given.split(" ")).map(RollingOrderTest::candidate).toList();

        assertThat(String.join(" ", RollingOrder.sorted(candidates))).isEqualTo(sorted);
    }
}
