package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;

class AttributionTest {

    /** Parses one launch in a row, such as {@code web from 100 ended 110 over runs nginx in /srv}. */
    private static Attribution.Span span(String text) {
        List<String> words = Arrays.asList(text.strip().split(" "));
        int ended = words.indexOf("ended");
        int runs = words.indexOf("runs");
        int in = words.indexOf("in");
        return new Attribution.Span(new Incarnation(new TargetName(words.get(0)), 1), Long.parseLong(words.get(2)),
                ended < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words.get(ended + 1))),
                words.contains("asked"), words.contains("over"), runs < 0 ? Set.of() : Set.of(words.get(runs + 1)),
                runs < 0, in < 0 ? "" : words.get(in + 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # lives                                                                | orphan           | whose
            web from 100                                                           | 105 sleep /      | web
            web from 100                                                           | 99 sleep /       | nobody
            web from 100; db from 50                                               | 105 sleep /      | nobody
            web from 100; db from 50                                               | 60 sleep /       | db
            web from 100 ended 110; db from 50                                     | 105 sleep /      | web
            web from 100 ended 110; db from 50                                     | 115 sleep /      | nobody
            web from 100 ended 110 over; db from 50                                | 115 sleep /      | db
            web from 100 ended 110 over; db from 50                                | 105 sleep /      | web
            web from 100 ended 110 runs nginx; db from 50 runs postgres            | 105 nginx /      | web
            web from 100 ended 110 runs sh; db from 50 runs postgres               | 105 postgres /   | db
            web from 100 ended 110; db from 50 runs postgres                       | 105 postgres /   | web
            web from 100 ended 110 asked; db from 50 runs postgres                 | 105 postgres /   | db
            web from 100 ended 110 asked; db from 50                               | 105 sleep /      | nobody
            web from 100 ended 2000; db from 50                                    | 105 sleep /      | nobody
            web from 100 ended 110 in /a; db from 50 runs postgres in /b           | 105 postgres /a  | web
            web from 100 ended 110 runs nginx; db from 50 runs nginx               | 105 nginx /      | web
            web from 100 ended 110 runs nginx; db from 200 ended 210 runs nginx    | 105 nginx /      | web
            web from 100 ended 110 runs nginx; db from 200 ended 210 runs nginx    | 205 nginx /      | db
            web from 100 ended 110 runs nginx; db from 101 ended 109 runs nginx    | 105 nginx /      | nobody
            web from 100 ended 110 runs nginx in /a; db from 101 ended 109 runs nginx in /b | 105 nginx /a | web
            web from 100 runs sh; db from 50 runs sh                               | 105 '' ''        | nobody
            """)
    void an_orphan_is_of_the_one_life_that_most_speaks_for(String lives, String orphan, String whose) {
        List<Attribution.Span> spans = Arrays.stream(lives.split(";")).map(AttributionTest::span).toList();
        String[] trait = orphan.replace("''", " ").split(" +");

        assertThat(Attribution.owner(spans, new Attribution.Trait(Long.parseLong(trait[0]),
                trait.length > 1 ? trait[1] : "", trait.length > 2 ? trait[2] : "")).map(life -> life.target().value())
                .orElse("nobody")).isEqualTo(whose);
    }
}
