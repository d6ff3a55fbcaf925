package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Tool;

/** Tests the completion scripts in the shells themselves, with a home that has two targets of one group. */
class CompletionScriptTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeHome() throws Exception {
        Path states = Files.createDirectories(folder.resolve("home/state/targets"));
        Files.writeString(states.resolve("web.properties"), "option.group=shop\noption.labels=tier\\=front\n");
        Files.writeString(states.resolve("worker.properties"),
                "option.group=shop\noption.labels=tier\\=front\\u001Fzone\\=a\n");
    }

    private List<String> ask(String home, String... command) throws Exception {
        ProcessBuilder shell = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile());
        shell.environment().put("DPM_HOME", folder.resolve(home).toString());
        shell.environment().put("HOME", folder.toString());
        Process process = shell.start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("err")).as("silent").isEmptyFile();
            return out.lines().map(line -> line.replaceFirst("\t.*", "")).sorted().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            dpm sta                    | start startup status
            dpm-runner rel             | reload
            dpm stop _                 | web worker @shop
            dpm stop web @s            | @shop
            dpm stop web @ s           | shop
            dpm stop @                 | shop
            dpm incident _             | web worker
            dpm stop web wo            | worker
            dpm start --restart _      | always never on-failure
            dpm start --restart = al   | always
            dpm run --stop_scope _     | main tree
            dpm completion f           | fish
            dpm logs --f               | --follow
            dpm events --si            | --since
            dpm stop -l _              | tier=front zone=a
            dpm stop --selector z      | zone=a
            dpm import scr             | script
            dpm nothing _              |
            """, delimiter = '|')
    void bash_completes(String words, String found) throws Exception {
        Files.writeString(folder.resolve("script"), new CompletionScript().bash());
        String typed = words.replaceFirst(" _$", " ''");

        assertThat(ask("home", "bash", "--norc", "-c", ". ./script; COMP_WORDS=(" + typed
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _dpm_runner; printf '%s\\n' ${COMPREPLY[@]}"))
                .filteredOn(word -> !word.isEmpty()).isEqualTo(sorted(found));
    }

    @Test
    void bash_completes_files_whose_names_have_blanks() throws Exception {
        Files.writeString(folder.resolve("script"), new CompletionScript().bash());
        Files.writeString(folder.resolve("odd name's.yaml"), "");

        assertThat(ask("home", "bash", "--norc", "-c", ". ./script; COMP_WORDS=(dpm check o); COMP_CWORD=2; "
                + "_dpm_runner; printf '%s\\n' \"${COMPREPLY[@]}\"")).containsExactly("odd name's.yaml");
    }

    @Test
    void scale_completes_names_without_a_number_and_signal_names_and_signals() throws Exception {
        Path states = folder.resolve("home/state/targets");
        Files.writeString(states.resolve("api-0.properties"), "option.instances=2\n");
        Files.writeString(states.resolve("api-1.properties"), "option.instances=2\n");
        Files.writeString(folder.resolve("script"), new CompletionScript().bash());

        assertThat(ask("home", "bash", "--norc", "-c", ". ./script; _dpm_runner_words scale scale ''"))
                .containsExactly("api");
        assertThat(ask("home", "bash", "--norc", "-c", ". ./script; _dpm_runner_words signal signal ''"))
                .contains("web", "@shop", "HUP", "USR1");
        assertThat(ask("nowhere", "bash", "--norc", "-c", ". ./script; _dpm_runner_words scale scale ''")).isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            dpm sta                 | start startup status
            dpm-runner rel          | reload
            dpm stop _              | web worker @shop
            dpm stop web @s         | @shop
            dpm incident _          | web worker
            dpm stop web wo         | worker
            dpm start --restart _   | always never on-failure
            dpm start --restart=al  | --restart=always
            dpm completion f        | fish
            dpm stop -l _           | tier=front zone=a
            """, delimiter = '|')
    void fish_completes(String words, String found) throws Exception {
        Tool.FISH.orSkip();
        Files.writeString(folder.resolve("script"), new CompletionScript().fish());

        assertThat(ask("home", "fish", "--no-config", "-c",
                "source ./script; complete -C '" + words.replaceFirst(" _$", " ") + "'")).isEqualTo(sorted(found));
    }

    @ParameterizedTest(name = "{0} after {1} → {2}")
    @CsvSource({"stop,dpm,web worker @shop", "'',dpm,start", "start,--restart,always never on-failure",
            "stop,-l,tier=front zone=a"})
    void zsh_reads_its_script_and_finds_the_same_words(String command, String before, String found) throws Exception {
        Tool.ZSH.orSkip();
        Files.writeString(folder.resolve("script"), new CompletionScript().zsh());

        assertThat(ask("home", "zsh", "-f", "-c",
                "autoload -Uz compinit; compinit -u -D; . ./script; _dpm_runner_words '" + command + "' '" + before
                        + "' '' | tr ' ' '\\n'"))
                .containsAll(sorted(found));
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh"})
    void without_a_home_there_are_no_names_and_no_complaints(String shell) throws Exception {
        if (shell.equals("zsh")) {
            Tool.ZSH.orSkip();
        }
        CompletionScript script = new CompletionScript();
        String words = shell.equals("bash") ? script.bash() : "compdef() { : }\n" + script.zsh();
        Files.writeString(folder.resolve("script"), words);

        assertThat(ask("nowhere", shell, "-c", ". ./script; _dpm_runner_words stop stop ''")).isEmpty();
    }

    private static List<String> sorted(String words) {
        return words == null ? List.of() : Arrays.stream(words.split(" ")).sorted().toList();
    }

}
