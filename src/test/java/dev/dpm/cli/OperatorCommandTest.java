package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.cli.call.ExitCodes;

class OperatorCommandTest {

    @TempDir
    private Path folder;
    private TestCommandLine cli;

    @BeforeEach
    void sitDown() throws IOException {
        cli = new TestCommandLine(folder);
        Files.writeString(folder.resolve("web.yaml"), "kind: Pod\n");
        Files.writeString(folder.resolve("sup.yaml"), "kind: Supervision\n");
        Files.write(folder.resolve("latin.yaml"), new byte[]{'a', ':', ' ', (byte) 0xe4});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator --port 99999                             | operator: --port: '99999' is not allowed; allowed: 0 to 65535, 0 being any
            operator --port https                             | operator: --port: 'https' is not allowed
            operator --supervision sup.yaml                   | operator: --supervision is for operator inject
            operator --kubernetes 1.28                        | operator: --kubernetes is for operator inject
            operator inject --port 1 -f web.yaml              | operator: --port is not for inject, which listens nowhere
            operator eject                                    | operator: allowed: inject (see java -jar dpm-runner.jar operator --help)
            operator inject inject                            | operator: allowed: inject
            operator inject -f /dev/zero --supervision a      | operator: --filename: /dev/zero has more than 10 MiB
            operator inject                                   | operator: --filename is needed; allowed: the path of a file, or -
            operator inject -f web.yaml                       | operator: --supervision is needed
            operator inject -f no.yaml --supervision sup.yaml | operator: --filename: no.yaml does not exist; allowed: a readable file, or -
            operator inject -f web.yaml --supervision .       | operator: --supervision: . is a folder; allowed: a readable file
            operator inject -f latin.yaml --supervision sup.yaml | operator: --filename: latin.yaml is not UTF-8
            operator inject -f - --supervision -              | operator: -f and --supervision cannot both be stdin
            operator inject -f a -f b --supervision c         | operator: --filename is given twice
            operator inject --fly                             | operator: unknown option '--fly'
            """)
    void bad_words_are_one_sentence_and_exit_2(String line, String sentence) {
        assertThat(cli.run(line.split(" "))).isEqualTo(ExitCodes.USAGE);

        assertThat(cli.err()).contains(sentence);
        assertThat(cli.foreground()).isEmpty();
    }

    @Test
    void the_texts_of_both_files_are_handed_over_with_what_is_asked() {
        cli.run("operator", "inject", "-f", "web.yaml", "--supervision", "sup.yaml", "-n", "shop", "--image", "x:1");

        assertThat(cli.foreground()).singleElement().asString().contains("manifestsName=web.yaml",
                "manifests=kind: Pod", "supervision=kind: Supervision", "namespace=Optional[shop]", "server=1.29",
                "image=Optional[x:1]");
    }

    @Test
    void without_a_word_it_works_in_a_cluster() {
        cli.run("operator");
        cli.run("operator", "--port", "0", "-n", "ops", "--image", "x:1");

        assertThat(cli.foreground()).satisfiesExactly(
                plain -> assertThat(plain).isEqualTo("operate OperatorRequest[port=9443, namespace=Optional.empty, "
                        + "image=Optional.empty]"),
                asked -> assertThat(asked).isEqualTo(
                        "operate OperatorRequest[port=0, namespace=Optional[ops], image=Optional[x:1]]"));
    }

    @Test
    void a_dash_is_stdin() {
        cli.piping("kind: List\n");

        cli.run("operator", "inject", "-f", "-", "--supervision", "sup.yaml", "--kubernetes", "1.28");

        assertThat(cli.foreground()).singleElement().asString().contains("manifestsName=stdin",
                "manifests=kind: List", "server=1.28");
    }
}
