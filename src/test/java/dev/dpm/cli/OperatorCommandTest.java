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

class OperatorCommandTest {

    @TempDir
    private Path folder;
    private Desk desk;

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        Files.writeString(folder.resolve("web.yaml"), "kind: Pod\n");
        Files.writeString(folder.resolve("sup.yaml"), "kind: Supervision\n");
        Files.write(folder.resolve("latin.yaml"), new byte[]{'a', ':', ' ', (byte) 0xe4});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operator                                          | operator: inject is missing
            operator eject                                    | operator: allowed: inject (see dpm-runner operator --help)
            operator inject inject                            | operator: allowed: inject
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
        assertThat(desk.run(line.split(" "))).isEqualTo(ExitCodes.USAGE);

        assertThat(desk.err()).contains(sentence);
        assertThat(desk.foreground()).isEmpty();
    }

    @Test
    void the_texts_of_both_files_are_handed_over_with_what_is_asked() {
        desk.run("operator", "inject", "-f", "web.yaml", "--supervision", "sup.yaml", "-n", "shop", "--image", "x:1");

        assertThat(desk.foreground()).singleElement().asString().contains("manifestsName=web.yaml",
                "manifests=kind: Pod", "supervision=kind: Supervision", "namespace=Optional[shop]", "server=1.29",
                "image=Optional[x:1]");
    }

    @Test
    void a_dash_is_stdin() {
        desk.piping("kind: List\n");

        desk.run("operator", "inject", "-f", "-", "--supervision", "sup.yaml", "--kubernetes", "1.28");

        assertThat(desk.foreground()).singleElement().asString().contains("manifestsName=stdin",
                "manifests=kind: List", "server=1.28");
    }
}
