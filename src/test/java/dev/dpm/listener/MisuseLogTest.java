package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class MisuseLogTest {

    private final List<String> log = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final MisuseLog misuse = new MisuseLog(log::add, (work, pause) -> {
        assertThat(pause).isEqualTo(MisuseLog.WINDOW);
        later.add(work);
    });

    private void aMinutePasses() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void of_many_of_a_kind_one_is_said_at_once_and_the_others_are_counted() {
        for (int i = 0; i < 500; i++) {
            misuse.about("a wrong token was shown", "10.0.0." + i % 7);
        }
        misuse.about("refused: no Host header", "10.0.0.9");
        assertThat(log).containsExactly("a wrong token was shown from=10.0.0.0",
                "refused: no Host header from=10.0.0.9");

        aMinutePasses();

        assertThat(log).hasSize(3).last()
                .isEqualTo("a wrong token was shown more=499 seconds=60 last_from=10.0.0.2");
    }

    @Test
    void after_the_minute_the_next_is_news_again() {
        misuse.about("a wrong token was shown", "::1");
        aMinutePasses();
        misuse.about("a wrong token was shown", "::1");

        assertThat(log).hasSize(2).allMatch(line -> line.endsWith("from=::1"));
    }
}
