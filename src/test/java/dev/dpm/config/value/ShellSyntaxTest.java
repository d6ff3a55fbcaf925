package dev.dpm.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which parts of a command line are found that only a shell would understand. */
class ShellSyntaxTest {

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '^', textBlock = """
            python app.py                              §
            echo a; echo b                             § ;
            echo a ; echo b                            § ;
            a | b || c                                 § | ||
            a && b &                                   § && &
            app >/dev/null 2>&1                        § > 2>&
            app >> log < in &> all                     § >> < &>
            echo $(date) `id`                          § $( `
            gunicorn -b :$PORT -w ${WORKERS:-2} app    § $PORT ${WORKERS}
            ls ~/x                                     § ~/
            gunicorn \\                                § \\
            find . -exec rm {} \\;                     § ;
            sh -c 'a; b | c > d $(e)'                  §
            sh -c "a; b && $HOME"                      §
            curl http://h/?a=1&b=2                     §
            pip install x>=1 --match a|b               §
            java -Durl=jdbc:x://h;db=y                 §
            egrep 'x$' --cost 5$ -r a$                 §
            app --name=a~b "quoted ; here" ; not here  § ;
            find . -exec rm {} ';'                     §
            """)
    void what_a_shell_would_read_is_found_outside_of_quotes(String line, String found) {
        List<String> parts = ShellSyntax.in(line);

        assertThat(String.join(" ", parts)).isEqualTo(found == null ? "" : found.strip());
    }
}
