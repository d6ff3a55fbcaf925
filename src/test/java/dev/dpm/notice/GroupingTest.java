package dev.dpm.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Filter;
import dev.dpm.config.Receiver.Pace;
import dev.dpm.config.Receiver.Severity;
import dev.dpm.incident.Cause;

/** Tests which notices a receiver gets and when. A test gives events with their seconds and compares the notices. */
class GroupingTest {

    private static final Instant START = Instant.parse("2026-11-29T02:00:00Z");
    private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(10),
            Duration.ofHours(24));

    static Receiver wanting(Set<String> events) {
        return new Receiver("oncall", new Filter(events, List.of(), Severity.WARNING), PACE,
                new Receiver.Command("true"));
    }

    /**
     * Plays events, of which each begins with its time in seconds: {@code 3 web crash}, {@code 4 web restart}, {@code 9
     * web well}, …; a number alone ends the story at that second.
     */
    private static final class Story {
        private final Receiver receiver;
        private Grouping grouping = Grouping.NONE;
        private final List<String> told = new ArrayList<>();
        private int number;

        Story(Receiver receiver) {
            this.receiver = receiver;
        }

        List<String> play(String story) {
            for (String line : story.split(";")) {
                String[] words = line.strip().split(" ");
                until(Long.parseLong(words[0]));
                if (words.length == 3) {
                    happen(START.plusSeconds(Long.parseLong(words[0])), words[1], words[2]);
                }
            }
            return told;
        }

        private void happen(Instant at, String target, String what) {
            grouping = switch (what) {
                case "restart" -> grouping.restarted(target);
                case "well" -> grouping.well(target, at);
                case "ack" -> grouping.acknowledged(target);
                case "remove" -> grouping.forgotten(target);
                default -> grouping.troubled(new TroubleNews(target, "i" + ++number, Cause.valueOf(what.toUpperCase()),
                        "it had " + what, at, at));
            };
        }

        /** Calls the grouping only at the times that it asks for, as the runner does. */
        private void until(long second) {
            Instant end = START.plusSeconds(second);
            for (Optional<Instant> next = grouping.next(PACE); next.isPresent()
                    && !next.get().isAfter(end); next = grouping
                            .next(PACE)) {
                Grouping.Due due = grouping.due(next.get(), receiver);
                due.notices().forEach(one -> told.add(Duration.between(START, one.at()).toSeconds() + " "
                        + one.kind() + " " + one.id() + " " + one.sentence()));
                assertThat(due.next()).as("time moves on").isNotEqualTo(grouping);
                grouping = due.next();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one incident is told after the time to gather | 0 web crash; 9 | 5 TROUBLE trouble-i1 web: it had crash
            a crash loop is one notice                    | 0 web crash; 1 web restart; 2 web crash; 4 web restart; 6 web crash; 20 | 5 TROUBLE trouble-i1 web: it had crash
            and one when it is over, with the count       | 0 web crash; 1 web restart; 60 web crash; 61 web restart; 120 web crash; 121 web restart; 240 web well; 400 | 5 TROUBLE trouble-i1 web: it had crash / 305 WELL_AGAIN well_again-i1 web is well again after 3 restarts in 4 min
            a restart that lives for a while is no end    | 0 web crash; 1 web restart; 2 web well; 50 web crash; 51 web restart; 52 web well; 100 | 5 TROUBLE trouble-i1 web: it had crash
            several targets in the same seconds are one   | 0 web crash; 2 api crash; 4 db oom_kill; 20 | 5 TROUBLE trouble-i1 3 targets are in trouble: web (crash), api (crash), db (oom kill)
            later ones are another                        | 0 web crash; 20 api crash; 40 | 5 TROUBLE trouble-i1 web: it had crash / 25 TROUBLE trouble-i2 api: it had crash
            several that are well together are one        | 0 web crash; 1 api crash; 10 web well; 12 api well; 90 | 5 TROUBLE trouble-i1 2 targets are in trouble: web (crash), api (crash) / 75 WELL_AGAIN well_again-i1 2 targets are well again: web after 10 s, api after 11 s
            given up is told beside the crash loop        | 0 web crash; 1 web restart; 30 web crash; 31 web gave_up; 60 | 5 TROUBLE trouble-i1 web: it had crash / 36 GAVE_UP gave_up-i3 web is given up after 1 restart in 31 s: it had gave_up
            given up at once is told once                 | 0 web launch; 1 web gave_up; 60 | 5 GAVE_UP gave_up-i2 web is given up after 1 s: it had gave_up
            acknowledged is silent until it is well       | 0 web gave_up; 10 web ack; 20 web crash; 30 web gave_up; 60 web well; 200 web crash; 240 | 5 GAVE_UP gave_up-i1 web is given up: it had gave_up / 125 WELL_AGAIN well_again-i1 web is well again after 1 min / 205 TROUBLE trouble-i4 web: it had crash
            acknowledged before it was told is not told   | 0 web gave_up; 1 web ack; 20 web well; 200 |
            a target that was removed has no end          | 0 web crash; 20 web remove; 30 web well; 200 | 5 TROUBLE trouble-i1 web: it had crash
            a relapse has to be well for twice as long    | 0 web crash; 10 web well; 100 web crash; 110 web well; 240 | 5 TROUBLE trouble-i1 web: it had crash / 75 WELL_AGAIN well_again-i1 web is well again after 10 s / 105 TROUBLE trouble-i2 web: it had crash / 235 WELL_AGAIN well_again-i2 web is well again after 10 s
            after an hour nothing is a relapse            | 0 web crash; 10 web well; 4000 web crash; 4010 web well; 4075 | 5 TROUBLE trouble-i1 web: it had crash / 75 WELL_AGAIN well_again-i1 web is well again after 10 s / 4005 TROUBLE trouble-i2 web: it had crash / 4075 WELL_AGAIN well_again-i2 web is well again after 10 s
            well before it was told is told all the same  | 0 web cpu; 2 web well; 90 | 5 TROUBLE trouble-i1 web: it had cpu / 67 WELL_AGAIN well_again-i1 web is well again after 2 s
            what happens to a stranger changes nothing    | 0 web restart; 1 web well; 2 web ack; 90 |
            """)
    void tells_once(String name, String story, String told) {
        List<String> expected = told == null ? List.of() : Arrays.asList(told.split(" / "));

        assertThat(new Story(wanting(Set.copyOf(Receiver.EVENTS))).play(story)).as(name).isEqualTo(expected);
    }

    @Test
    void who_does_not_want_the_end_is_not_told_and_nothing_is_left_behind() {
        Story story = new Story(wanting(Set.of("crash")));

        assertThat(story.play("0 web crash; 10 web well; 200")).hasSize(1);
        assertThat(story.grouping.episodes()).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_keeps_nobody_waiting() {
        Grouping ahead = Grouping.NONE.troubled(new TroubleNews("web", "i1", Cause.CRASH, "it had crash",
                START.plusSeconds(7200), START.plusSeconds(7200)));
        Receiver receiver = wanting(Set.copyOf(Receiver.EVENTS));

        Grouping.Due told = ahead.due(START, receiver);
        Grouping.Due over = told.next().well("web", START.plusSeconds(7300)).due(START, receiver);

        assertThat(told.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.TROUBLE);
        assertThat(over.next().next(PACE)).contains(START.plusSeconds(65));
    }

    @Test
    void holds_a_bounded_number_of_targets() {
        Grouping grouping = Grouping.NONE;
        for (int number = 0; number < Grouping.MOST + 20; number++) {
            Instant at = START.plusSeconds(number);
            grouping = grouping.troubled(new TroubleNews("t" + number, "i" + number, Cause.CRASH, "it", at, at));
        }

        assertThat(grouping.episodes()).hasSize(Grouping.MOST).doesNotContainKey("t0").containsKey("t20");
    }

    @Test
    void an_episode_names_the_newest_incidents_and_counts_all() {
        Grouping grouping = Grouping.NONE;
        for (int number = 0; number < 100; number++) {
            grouping = grouping.troubled(new TroubleNews("web", "i" + number, Cause.CRASH, "it", START, START));
        }

        Notice.Item item = grouping.due(START.plusSeconds(9), wanting(Set.of("crash"))).notices().get(0).items().get(0);
        assertThat(item.count()).isEqualTo(100);
        assertThat(item.incidents()).hasSize(Episode.MOST_INCIDENTS).endsWith("i99");
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void every_cause_is_an_event_that_can_be_asked_for(Cause cause) {
        assertThat(Receiver.EVENTS).contains(cause.key());
    }
}
