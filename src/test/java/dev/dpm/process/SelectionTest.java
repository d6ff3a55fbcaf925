package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the selection of the process to attach to. */
class SelectionTest {

    private static final AttachSelector NAMED = selector("gunicorn", null);

    private static AttachSelector selector(String name, String pattern) {
        return new AttachSelector(Optional.ofNullable(name), Optional.ofNullable(pattern).map(Expression::of),
                Optional.empty(),
                Optional.empty());
    }

    private static Candidate process(long pid) {
        return new Candidate(pid, "gunicorn", List.of("/usr/bin/gunicorn"));
    }

    @ParameterizedTest(name = "name {0}, pattern {1}: comm {2}, argv {3} → {4}")
    @CsvSource(textBlock = """
            gunicorn , ,               gunicorn , /usr/bin/python3 app.py   , true
            python3  , ,               app.py   , /usr/bin/python3 app.py   , true
            python   , ,               app.py   , /usr/bin/python3 app.py   , false
            app.py   , ,               python3  , /usr/bin/python3 app.py   , false
            app.py   , ,               app.py   , '',                         true
            ,          app[.]py$,      python3  , /usr/bin/python3 app.py   , true
            ,          ^app,           python3  , /usr/bin/python3 app.py   , false
            ,          ython3 -x app,  python3  , /usr/bin/python3 -x app.py, true
            python3  , app,            python3  , /usr/bin/python3 app.py   , true
            python3  , app,            python3  , /usr/bin/python3 other.py , false
            ,          a,              kthreadd , '',                         false
            """)
    void matches_by_name_and_arguments(String name, String pattern, String comm, String argv, boolean matches) {
        List<String> words = argv == null || argv.isEmpty() ? List.of() : List.of(argv.split(" "));

        assertThat(new Candidate(7, comm, words).matches(selector(name, pattern))).isEqualTo(matches);
    }

    /**
     * The columns: matching pids | parents, as child>parent | pids that are ruled out | the chosen pid, or the number
     * of trees.
     */
    @ParameterizedTest(name = "{0} with {1}, without {2} → {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -         | -             | -     | none
            10        | 10>1          | -     | 10
            10 11 12  | 11>10 12>10   | -     | 10
            12 11 10  | 11>10 12>11   | -     | 10
            10 12     | 12>11 11>10   | -     | 10
            10 20     | 10>1 20>1     | -     | 2 trees
            10 11 20  | 11>10 20>1    | -     | 2 trees
            10 20     | 10>1 20>1     | 20    | 10
            10 11     | 11>10         | 10    | 11
            10        | 10>1          | 10    | ruled out
            10        | 10>11 11>10   | -     | none
            5         | -             | -     | 5
            """)
    void chooses_the_topmost_of_the_one_tree(String matching, String parents, String ruledOut, String expected) {
        Map<Long, Long> parentOf = words(parents).stream().map(pair -> pair.split(">"))
                .collect(Collectors.toMap(pair -> Long.parseLong(pair[0]), pair -> Long.parseLong(pair[1])));
        Selection selection = new Selection(NAMED, pid -> parentOf.getOrDefault(pid, 0L),
                candidate -> words(ruledOut).contains("" + candidate.pid())
                        ? Optional.of("it is somebody else's")
                        : Optional.empty());

        Selection.Choice choice = selection.of(words(matching).stream().map(Long::parseLong)
                .map(SelectionTest::process).toList());

        String got = choice.chosen().map(one -> "" + one.pid()).orElse(choice.isAmbiguous()
                ? choice.reason().replaceFirst(" process trees.*", " trees")
                : choice.reason().contains("matches, but") ? "ruled out" : "none");
        assertThat(got).as(choice.reason()).isEqualTo(expected);
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    @Test
    void says_which_trees_match_and_how_to_tell_them_apart() {
        Selection selection = new Selection(NAMED, pid -> 1, candidate -> Optional.empty());

        Selection.Choice choice = selection.of(List.of(process(10), process(20)));

        assertThat(choice.reason()).contains("2 process trees match name gunicorn", "10 (gunicorn)", "20 (gunicorn)",
                "not guessed", "--match", "--pid_file");
    }

    @Test
    void names_a_few_of_many_trees() {
        Selection selection = new Selection(NAMED, pid -> 1, candidate -> Optional.empty());
        List<Candidate> many = java.util.stream.LongStream.range(10, 40).mapToObj(SelectionTest::process).toList();

        assertThat(selection.of(many).reason()).contains("30 process trees", "14 (gunicorn) and others")
                .doesNotContain("15 (gunicorn)");
    }
}
