package dev.dpm.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ShellTextTest {

    @Test
    void an_empty_word_does_not_vanish() {
        assertThat(ShellText.of(List.of("app", "", "x"))).isEqualTo("app '' x");
    }

    @Test
    void words_that_a_shell_would_split_or_interpret_are_quoted() {
        assertThat(ShellText.of(List.of("sh", "-c", "echo $HOME; it's"))).isEqualTo("sh -c 'echo $HOME; it'\\''s'");
        assertThat(ShellText.of(List.of("a\nb", "\"q\"", "b\\"))).isEqualTo("'a\nb' '\"q\"' 'b\\'");
    }

    @Test
    void ordinary_words_and_masks_stay_as_they_are() {
        assertThat(ShellText.of(List.of("/usr/bin/prüfe", "--token=***", "web-{instance}", "a@b:8080")))
                .isEqualTo("/usr/bin/prüfe --token=*** web-{instance} a@b:8080");
    }

    @Test
    void the_title_of_a_process_is_not_quoted() {
        assertThat(ShellText.ofProcess(List.of("nginx: worker process"))).isEqualTo("nginx: worker process");
        assertThat(ShellText.ofProcess(List.of("nginx", "-g", "daemon off;"))).isEqualTo("nginx -g 'daemon off;'");
    }
}
