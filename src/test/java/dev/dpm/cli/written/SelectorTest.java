package dev.dpm.cli.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.config.LabelSelector;
import dev.dpm.config.Tags;
import dev.dpm.config.value.BadValue;
import dev.dpm.daemon.KnownTarget;

/** Tests names, patterns, groups, labels and {@code all}, and the sentences for words that mean no target. */
class SelectorTest {

    private static final List<KnownTarget> KNOWN = List.of(
            target("api", "shop", Map.of("tier", "back")),
            target("mail", "post", Map.of("tier", "back", "eu", "")),
            target("web-1", "shop", Map.of("tier", "front")),
            target("web-2", "shop", Map.of("tier", "front", "canary", "yes")),
            KnownTarget.named("worker", Tags.NONE));

    private static KnownTarget target(String name, String group, Map<String, String> labels) {
        return KnownTarget.named(name, new Tags(Optional.of(group), labels));
    }

    /** A selector as it is written: words, and conditions behind {@code -l}. */
    private static Selector selector(String written) {
        List<String> words = new ArrayList<>();
        List<LabelSelector> labels = new ArrayList<>();
        boolean isCondition = false;
        for (String word : written.split(" ", -1)) {
            if (isCondition) {
                labels.add(parsed(word));
            } else if (!word.equals("-l")) {
                words.add(word);
            }
            isCondition = word.equals("-l");
        }
        return new Selector(words, labels);
    }

    private static LabelSelector parsed(String text) {
        try {
            return LabelSelector.parse(text);
        } catch (BadValue e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            web-*                       | web-1 web-2
            *                           | api mail web-1 web-2 worker
            all                         | api mail web-1 web-2 worker
            w*r                         | worker
            web-?                       | web-1 web-2
            ?pi                         | api
            web-[1-5]                   | web-1 web-2
            web-[2-5]                   | web-2
            [am]*                       | api mail
            *[!0-9]                     | api mail worker
            *[^0-9k-z]                  | api
            worke[]r]                   | worker
            @sho[p] worker              | api web-1 web-2 worker
            worker web-*                | worker web-1 web-2
            web-* web-1                 | web-1 web-2
            *********er                 | worker
            @shop                       | api web-1 web-2
            @shop mail                  | api web-1 web-2 mail
            @*                          | api mail web-1 web-2
            @post worker @post          | mail worker
            -l tier=back                | api mail
            -l tier!=back               | web-1 web-2 worker
            -l canary                   | web-2
            -l eu=                      | mail
            -l tier=front,canary=yes    | web-2
            -l tier=front -l canary=yes | web-2
            @shop -l tier=back          | api
            all -l tier                 | api mail web-1 web-2
            """)
    void words_and_labels_select_targets_each_once(String written, String names) throws CommandFailed {
        assertThat(selector(written).among(KNOWN)).containsExactly(names.split(" "));
        assertThat(selector(written)).hasToString(written);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            api wroker         | no target is called wroker: did you mean worker? `status` lists them
            api nothing        | no target is called nothing: `status` lists them
            api db-[1-5]       | no target matches 'db-[1-5]': `status` lists them
            api web-[1-5       | no target matches 'web-[1-5': `status` lists them
            api web-[5-1]      | no target matches 'web-[5-1]': `status` lists them
            api db-*           | no target matches 'db-*': `status` lists them
            api UP             | 'UP' cannot be the name of a target
            api @shp          | no target matches '@shp': did you mean @shop? `status` lists them
            @                  | no target matches '@': `status` lists them
            @web-1             | no target matches '@web-1': `status` lists them
            -l tier=bakc       | no target matches '-l tier=bakc': did you mean -l tier=back? `status` lists them
            -l Tier            | no target matches '-l Tier': `status` lists them
            @post -l tier=none | no target matches '@post -l tier=none': `status` lists them
            """, delimiter = '|', quoteCharacter = '"')
    void what_selects_no_target_hinders_all(String written, String sentence) {
        assertThatThrownBy(() -> selector(written).among(KNOWN)).isInstanceOf(CommandFailed.class)
                .hasMessageContaining(sentence).extracting(e -> ((CommandFailed) e).exitCode()).isEqualTo(2);
    }

    @Test
    void a_target_whose_name_is_the_word_comes_first() throws CommandFailed {
        List<KnownTarget> known = Stream.of("all", "web").map(name -> KnownTarget.named(name, Tags.NONE)).toList();

        assertThat(selector("all").among(known)).containsExactly("all");
    }

    @Test
    void where_nothing_is_known_that_is_said() {
        assertThatThrownBy(() -> selector("@shop").among(List.of()))
                .hasMessage("no target is known: `status` lists them");
    }
}
