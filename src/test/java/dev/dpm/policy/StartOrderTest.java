package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.Condition;
import dev.dpm.policy.DependencyState.Fitness;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

class StartOrderTest {

    private static TargetName name(String name) {
        return new TargetName(name);
    }

    /** Builds an order from lines of a target and its dependencies: {@code order("db", "web db:healthy cache")}. */
    private static StartOrder order(String... lines) {
        Map<TargetName, Dependencies> targets = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            String needs = String.join(",", Stream.of(words).skip(1).toList());
            targets.put(name(words[0]), Dependencies.of(needs).orElse(Dependencies.NONE));
        }
        return StartOrder.of(targets);
    }

    private static List<String> words(List<TargetName> names) {
        return names.stream().map(TargetName::value).toList();
    }

    private static DependencyState standing(Phase phase, Fitness fitness, boolean succeeded) {
        return new DependencyState(phase, succeeded, fitness, fitness == Fitness.WELL ? "" : "check 1 of 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            started   | RUNNING  | UNKNOWN | false | given
            started   | STARTING | UNKNOWN | false | waits for db: it is STARTING, check 1 of 3
            started   | STOPPING | UNKNOWN | false | waits for db: it is STOPPING
            started   | BACKOFF  | UNKNOWN | false | waits for db, which is BACKOFF (check 1 of 3)
            started   | WAITING  | UNKNOWN | false | waits for db, which is WAITING (check 1 of 3)
            started   | STOPPED  | UNKNOWN | false | STUCK waits for db, which is STOPPED (check 1 of 3): start db
            started   | FATAL    | UNKNOWN | false | STUCK waits for db, which is FATAL (check 1 of 3): start db
            started   | EXITED   | UNKNOWN | false | STUCK waits for db, which is EXITED (check 1 of 3): start db
            started   | EXITED   | UNKNOWN | true  | given
            healthy   | RUNNING  | WELL    | false | given
            healthy   | RUNNING  | UNKNOWN | false | waits for db: check 1 of 3
            healthy   | RUNNING  | FAILING | false | STUCK waits for db: check 1 of 3
            healthy   | STARTING | WELL    | false | waits for db: it is STARTING
            healthy   | STOPPING | WELL    | false | waits for db: it is STOPPING
            healthy   | BACKOFF  | UNKNOWN | false | waits for db, which is BACKOFF (check 1 of 3)
            healthy   | WAITING  | UNKNOWN | false | waits for db, which is WAITING (check 1 of 3)
            healthy   | EXITED   | UNKNOWN | true  | STUCK waits for db, which is EXITED (check 1 of 3): start db
            healthy   | STOPPED  | UNKNOWN | false | STUCK waits for db, which is STOPPED (check 1 of 3): start db
            healthy   | FATAL    | UNKNOWN | false | STUCK waits for db, which is FATAL (check 1 of 3): start db
            completed | EXITED   | UNKNOWN | true  | given
            completed | EXITED   | UNKNOWN | false | STUCK waits for db, which is EXITED (check 1 of 3): start db
            completed | RUNNING  | WELL    | false | waits for db to end: it is RUNNING
            completed | STARTING | UNKNOWN | false | waits for db: it is STARTING, check 1 of 3
            completed | STOPPING | UNKNOWN | false | waits for db: it is STOPPING
            completed | BACKOFF  | UNKNOWN | false | waits for db, which is BACKOFF (check 1 of 3)
            completed | WAITING  | UNKNOWN | false | waits for db, which is WAITING (check 1 of 3)
            completed | STOPPED  | UNKNOWN | false | STUCK waits for db, which is STOPPED (check 1 of 3): start db
            completed | FATAL    | UNKNOWN | false | STUCK waits for db, which is FATAL (check 1 of 3): start db
            """)
    void a_launch_is_cleared_when_its_condition_holds(String condition, Phase phase, Fitness fitness,
            boolean succeeded, String expected) {
        Clearance clearance = StartOrder.clearance(Dependencies.of("db:" + condition).orElseThrow(),
                name -> Optional.of(standing(phase, fitness, succeeded)));

        String told = (clearance.isStuck() ? "STUCK " : "") + (clearance.isGiven() ? "given" : clearance.reason());
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void all_that_is_missing_is_named_and_an_unknown_target_too() {
        Clearance clearance = StartOrder.clearance(Dependencies.of("db,cache,gone").orElseThrow(), need -> need
                .equals(name("gone"))
                        ? Optional.empty()
                        : Optional.of(standing(Phase.STARTING, Fitness.UNKNOWN, false)));

        assertThat(clearance.isStuck()).isTrue();
        assertThat(clearance.reason()).isEqualTo("waits for gone, and no target is called that; and for db: it is "
                + "STARTING, check 1 of 3; and for cache: it is STARTING, check 1 of 3");
    }

    @Test
    void a_reason_is_short_however_many_targets_and_layers_there_are() {
        DependencyState before = standing(Phase.STARTING, Fitness.UNKNOWN, false);
        for (int layer = 1; layer < 50; layer++) {
            DependencyState below = before;
            Clearance clearance = StartOrder.clearance(Dependencies.of("a,b,c,d,e,f,g").orElseThrow(),
                    need -> Optional.of(below));
            assertThat(clearance.reason()).hasSizeLessThan(500).endsWith("; and for 2 more");
            assertThat(clearance.cause()).isEqualTo("waits for a: it is STARTING, check 1 of 3");
            before = new DependencyState(Phase.WAITING, false, Fitness.UNKNOWN, clearance.cause());
        }
    }

    @Test
    void what_waits_in_vain_is_waited_for_in_vain_and_named_first() {
        Map<String, DependencyState> now = Map.of("slow", standing(Phase.STARTING, Fitness.UNKNOWN, false), "api",
                new DependencyState(Phase.WAITING, false, Fitness.FAILING, "waits for db, which is FATAL: start db"));
        Clearance clearance = StartOrder.clearance(Dependencies.of("slow,api").orElseThrow(),
                need -> Optional.of(now.get(need.value())));

        assertThat(clearance.isStuck()).isTrue();
        assertThat(clearance.reason()).isEqualTo("waits for api, which is WAITING (waits for db, which is FATAL: start "
                + "db); and for slow: it is STARTING, check 1 of 3");
    }

    @Test
    void each_target_stands_behind_what_it_needs_and_stops_before_it() {
        StartOrder order = order("web api", "api db:healthy migrate:completed", "migrate db:healthy", "db", "cron db");

        assertThat(words(order.inOrder())).containsExactly("db", "migrate", "api", "cron", "web");
        assertThat(words(order.dependents(name("db")))).containsExactly("web", "cron", "api", "migrate");
        assertThat(order.mayStop(name("db"), name -> !name.equals(name("cron")))).isFalse();
        assertThat(order.mayStop(name("db"), name -> true)).isTrue();
    }

    @Test
    void a_circle_a_need_of_oneself_and_an_unknown_need_are_named() {
        assertThat(order("a b", "b c", "c a", "d").faults())
                .containsExactly("the targets a, b, c depend on each other in a circle");
        assertThat(order("a a").faults()).containsExactly("a target depends on itself; allowed: on others");
        assertThat(order("a b").faults()).containsExactly("a depends on b, and no target is called that");
        assertThat(order("a b", "b").faults()).isEmpty();
    }

    @Test
    void only_what_rests_and_is_missing_is_started_too() {
        StartOrder order = order("web api", "api db migrate:completed", "migrate db", "db", "other");
        Map<TargetName, DependencyState> now = new HashMap<>();
        for (String one : List.of("api", "db", "other")) {
            now.put(name(one), standing(Phase.STOPPED, Fitness.UNKNOWN, false));
        }
        now.put(name("migrate"), standing(Phase.EXITED, Fitness.UNKNOWN, true));

        assertThat(words(order.lacking(name("web"), now::get))).containsExactly("db", "api");
        now.put(name("migrate"), standing(Phase.EXITED, Fitness.UNKNOWN, false));
        assertThat(words(order.lacking(name("web"), now::get))).containsExactly("db", "migrate", "api");
        now.put(name("api"), standing(Phase.RUNNING, Fitness.UNKNOWN, false));
        assertThat(order.lacking(name("web"), now::get)).isEmpty();
    }

    @Test
    void the_end_of_all_takes_as_long_as_the_slowest_chain() {
        StartOrder order = order("web api", "api db", "db", "slow");
        Map<String, Integer> seconds = Map.of("web", 10, "api", 1, "db", 5, "slow", 12);
        Function<TargetName, Duration> grace = name -> Duration.ofSeconds(seconds.get(name.value()));

        assertThat(order.longestStop(grace)).isEqualTo(Duration.ofSeconds(16));
    }

    /**
     * A random graph of up to twelve targets in which each target depends on earlier ones only, and all dependents of a
     * target demand the same condition.
     */
    private static Map<TargetName, Dependencies> anyGraph(Any any) {
        Map<TargetName, Dependencies> targets = new TreeMap<>();
        Map<TargetName, Condition> earlier = new LinkedHashMap<>();
        int size = any.between(1, 12);
        for (int at = 0; at < size; at++) {
            Map<TargetName, Condition> needs = new LinkedHashMap<>();
            earlier.forEach((name, condition) -> {
                if (any.between(0, 3) == 0) {
                    needs.put(name, condition);
                }
            });
            // names in an order that is independent of the graph
            TargetName name = name("t" + any.between(0, 9) + "-" + at);
            targets.put(name, new Dependencies(needs));
            earlier.put(name, any.of(Condition.values()));
        }
        return targets;
    }

    /**
     * In each round, the test launches all targets whose conditions hold, as the loop does. They run in the next round.
     */
    @Test
    void nothing_starts_before_its_conditions_hold_and_all_start_as_early_as_the_graph_allows() {
        Tries.of(500).check(any -> {
            Map<TargetName, Dependencies> targets = anyGraph(any);
            Map<TargetName, DependencyState> now = new HashMap<>();
            targets.keySet().forEach(name -> now.put(name, standing(Phase.WAITING, Fitness.UNKNOWN, false)));
            int rounds = 0;
            while (now.values().stream().anyMatch(one -> one.phase() == Phase.WAITING)) {
                List<TargetName> cleared = targets.keySet().stream()
                        .filter(name -> now.get(name).phase() == Phase.WAITING)
                        .filter(name -> StartOrder.clearance(targets.get(name), need -> Optional.of(now.get(need)))
                                .isGiven())
                        .toList();
                assertThat(cleared).as("an acyclic graph never stands still: %s in %s", targets, now).isNotEmpty();
                cleared.forEach(name -> assertThat(targets.get(name).names())
                        .allMatch(need -> now.get(need).phase() != Phase.WAITING));
                cleared.forEach(name -> now.put(name, settled(targets, name)));
                rounds++;
            }
            assertThat(rounds).as("rounds of %s", targets).isEqualTo(depth(targets));
        });
    }

    /**
     * The state after the launch of a target: a target on whose completion others wait has ended, any other runs and is
     * healthy.
     */
    private static DependencyState settled(Map<TargetName, Dependencies> targets, TargetName name) {
        boolean isJob = targets.values().stream().anyMatch(needs -> needs.on().get(name) == Condition.COMPLETED);
        return isJob
                ? standing(Phase.EXITED, Fitness.UNKNOWN, true)
                : standing(Phase.RUNNING, Fitness.WELL, false);
    }

    private static int depth(Map<TargetName, Dependencies> targets) {
        Map<TargetName, Integer> depths = new HashMap<>();
        StartOrder.of(targets).inOrder().forEach(name -> depths.put(name, 1 + targets.get(name).names().stream()
                .mapToInt(depths::get).max().orElse(0)));
        return depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Test
    void stops_go_the_other_way_round() {
        Tries.of(500).check(any -> {
            Map<TargetName, Dependencies> targets = anyGraph(any);
            StartOrder order = StartOrder.of(targets);
            List<TargetName> ended = new ArrayList<>();
            while (ended.size() < targets.size()) {
                List<TargetName> free = targets.keySet().stream().filter(name -> !ended.contains(name))
                        .filter(name -> order.mayStop(name, ended::contains)).toList();
                assertThat(free).as("somebody may always stop: %s, ended %s", targets, ended).isNotEmpty();
                ended.add(any.of(free));
            }
            targets.forEach((name, needs) -> needs.names().forEach(need -> assertThat(ended.indexOf(need))
                    .as("%s ends after %s in %s", need, name, ended).isGreaterThan(ended.indexOf(name))));
        });
    }

    @Test
    void any_circle_is_found_and_its_targets_really_need_each_other() {
        Tries.of(500).check(any -> {
            Map<TargetName, Dependencies> targets = anyGraph(any);
            List<TargetName> order = StartOrder.of(targets).inOrder();
            assertThat(StartOrder.of(targets).faults()).isEmpty();
            if (order.size() < 2) {
                return;
            }
            TargetName last = order.get(order.size() - 1);
            TargetName first = order.get(0);
            targets.put(first, new Dependencies(Map.of(last, Condition.STARTED)));
            targets.put(last, new Dependencies(Map.of(first, Condition.STARTED)));

            assertThat(StartOrder.of(targets).faults()).singleElement().asString().contains(first.value(),
                    last.value(), "in a circle");
        });
    }

    @Test
    void a_chain_of_thousands_needs_no_deep_stack() {
        Map<TargetName, Dependencies> chain = new TreeMap<>();
        for (int at = 0; at < 20_000; at++) {
            chain.put(name("t" + at),
                    at == 0 ? Dependencies.NONE : new Dependencies(Map.of(name("t" + (at - 1)), Condition.STARTED)));
        }

        assertThat(StartOrder.of(chain).inOrder()).hasSize(20_000).startsWith(name("t0")).endsWith(name("t19999"));
    }
}
