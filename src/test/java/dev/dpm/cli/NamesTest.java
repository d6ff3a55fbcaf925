package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests names, patterns and {@code all}, and the hints for words that are none of these. */
class NamesTest {

    private static final List<String> KNOWN = List.of("api", "web-1", "web-2", "worker");

    @TempDir
    private Path folder;
    private Desk desk;
    private FakeApi api;

    @BeforeEach
    void sit() throws Exception {
        desk = new Desk(folder);
        api = new FakeApi();
    }

    @AfterEach
    void rise() {
        desk.close();
        api.close();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            web-*          , web-1 web-2
            *              , api web-1 web-2 worker
            all            , api web-1 web-2 worker
            w*r            , worker
            web-?          , web-1 web-2
            ?pi            , api
            worker web-*   , worker web-1 web-2
            web-* web-1    , web-1 web-2
            *********er    , worker
            """)
    void words_mean_targets_each_once(String words, String names) throws CommandFailed {
        assertThat(Names.of(List.of(words.split(" ")), KNOWN)).containsExactly(names.split(" "));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            api wroker  | no target is called wroker: did you mean worker? `status` lists them
            api nothing | no target is called nothing: `status` lists them
            api db-*    | no target matches 'db-*': `status` lists them
            api UP      | 'UP' cannot be the name of a target
            """, delimiter = '|', quoteCharacter = '"')
    void a_word_that_means_nobody_hinders_all(String words, String sentence) {
        assertThatThrownBy(() -> Names.of(List.of(words.split(" ")), KNOWN)).isInstanceOf(CommandFailed.class)
                .hasMessageContaining(sentence).extracting(e -> ((CommandFailed) e).exitCode()).isEqualTo(2);
    }

    @Test
    void a_target_called_all_is_that_one() throws CommandFailed {
        assertThat(Names.of(List.of("all"), List.of("all", "web"))).containsExactly("all");
    }

    @Test
    void several_are_restarted_and_followed() throws Exception {
        desk.stoppedState("web-1");
        desk.stoppedState("web-2");
        desk.stoppedState("worker");
        desk.daemon(api);
        for (String name : List.of("web-1", "web-2")) {
            api.on("POST targets/" + name + "/restart", 200, "restarting " + name, "Dpm-Started", name + "=2")
                    .on("GET targets/" + name + "/startup", 200, name + " runs", "Dpm-Stage", "RUNNING");
        }

        assertThat(desk.run("restart", "web-*")).isZero();

        assertThat(desk.out()).isEqualTo("restarting web-1\nrestarting web-2\nweb-1 runs\nweb-2 runs\n");
        assertThat(api.asked()).noneMatch(call -> call.contains("worker"));
    }

    @Test
    void several_are_asked_to_stop_before_the_first_is_waited_for() throws Exception {
        desk.stoppedState("web");
        desk.stoppedState("worker");
        desk.daemon(api);
        for (String name : List.of("web", "worker")) {
            api.on("GET targets/" + name, 200, "", "Dpm-State", "RUNNING")
                    .on("GET targets/" + name, 200, "", "Dpm-State", "STOPPED")
                    .on("POST targets/" + name + "/stop", 200, "stopping");
        }

        assertThat(desk.run("stop", "web", "worker", "--yes")).isZero();

        assertThat(api.asked()).containsExactly("GET targets/web", "GET targets/worker", "POST targets/web/stop",
                "POST targets/worker/stop", "GET targets/web", "GET targets/worker");
    }

    @Test
    void logs_of_several_have_their_names_in_front() throws Exception {
        desk.stoppedState("web");
        desk.stoppedState("worker");
        Files.createDirectories(desk.home().targetLogs());
        Files.writeString(desk.home().targetLog("web"), "one\ntwo\n");
        Files.writeString(desk.home().targetLog("worker"), "three");

        assertThat(desk.run("logs", "w*", "-n", "5")).isZero();

        assertThat(desk.out()).isEqualTo("web | one\nweb | two\nworker | three\n");
    }

    @Test
    void on_a_terminal_a_target_s_output_steers_nothing_but_colours_unless_it_is_asked_for_raw() throws Exception {
        String written = "\u001b[31mred\u001b]0;title\u0007\u001b[2J\n";
        desk.stoppedState("web");
        Files.createDirectories(desk.home().targetLogs());
        Files.writeString(desk.home().targetLog("web"), written);

        assertThat(desk.run("logs", "web")).isZero();
        assertThat(desk.out()).as("into a pipe").isEqualTo(written);
        desk.typing("");
        assertThat(desk.run("logs", "web")).isZero();
        assertThat(desk.out()).isEqualTo("\u001b[31mred^[]0;title^G^[[2J\n\u001b[0m");
        assertThat(desk.run("logs", "web", "--raw")).isZero();
        assertThat(desk.out()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            ls       , status
            ps       , status
            list     , status
            statsu   , status
            log      , logs
            tail     , logs -f
            kill     , stop
            up       , start
            down     , stop
            rm       , remove
            restrat  , restart
            evnts    , events
            """)
    void a_command_of_elsewhere_is_answered_with_ours(String written, String meant) {
        assertThat(desk.run(written)).isEqualTo(2);
        assertThat(desk.err()).contains("'" + written + "' is not a command; did you mean " + meant + "?");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            start app.py                  | a script stands behind --script_path: start --script_path app.py
            start server.js               | a script stands behind --script_path: start --script_path server.js
            run app.py                    | a script stands behind --script_path: run --script_path app.py
            start bash -x run.sh          | a program and its arguments stand behind --: start -- bash -x run.sh
            run sleep 100                 | a program and its arguments stand behind --: run -- sleep 100
            start sleep 100               | a program and its arguments stand behind --: start -- sleep 100
            start web sleep 100           | a program and its arguments stand behind --: start web -- sleep 100
            start sleep                   | a program and its arguments stand behind --: start -- sleep
            """, delimiter = '|')
    void what_lacks_an_option_or_the_dashes_is_told_so(String words, String sentence) {
        assertThat(desk.run(words.split(" "))).isEqualTo(2);
        assertThat(desk.err()).contains(sentence);
    }
}
