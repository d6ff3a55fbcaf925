package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;

/** Tests {@code group} and {@code labels} in a configuration file. */
class TagsInFilesTest {

    @TempDir
    private Path folder;

    private Resolution load(String text) {
        return new OneFile(folder).load(text);
    }

    @Test
    void a_target_has_its_own_labels_over_those_of_the_defaults_label_by_label() {
        Resolution resolution = load("""
                defaults: {group: shop, labels: {zone: eu, tier: back}}
                targets:
                  db:   {command: sleep 9}
                  web:  {command: sleep 9, labels: {tier: front, canary: true}}
                  mail: {attach: true, process_name: exim, group: post, labels: {note: ""}}
                """);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).extracting(spec -> spec.name().value(), spec -> spec.tags().words())
                .containsExactly(tuple("db", List.of("@shop", "tier=back", "zone=eu")),
                        tuple("web", List.of("@shop", "canary=true", "tier=front", "zone=eu")),
                        tuple("mail", List.of("@post", "note=", "tier=back", "zone=eu")));
    }

    @Test
    void other_tags_are_no_reason_for_a_restart() {
        TargetSpec before = load("targets: {web: {command: sleep 9, group: shop}}\n").targets().get(0);
        TargetSpec after = load("targets: {web: {command: sleep 9, group: mall, labels: {a: b}}}\n").targets().get(0);

        assertThat(before.differencesTo(after)).extracting(TargetSpec.Difference::what, TargetSpec.Difference::change)
                .containsExactly(tuple("group", Option.Change.LIVE), tuple("labels", Option.Change.LIVE));
    }

    @Test
    void a_bad_label_is_a_fault_with_its_line() {
        assertThat(load("""
                targets:
                  web:
                    command: sleep 9
                    group: "@shop"
                    labels: {tier: "front end"}
                  db: {command: sleep 9, labels: [tier]}
                """).faults()).extracting(ConfigFault::toString).satisfiesExactlyInAnyOrder(
                group -> assertThat(group)
                        .startsWith("dpm.yaml line 4: group '@shop' is not allowed; allowed: 1 to 63"),
                pair -> assertThat(pair).startsWith(
                        "dpm.yaml line 5: labels 'tier=front end' is not allowed; allowed: KEY=VALUE, each key once"),
                list -> assertThat(list).isEqualTo(
                        "dpm.yaml line 6: labels is not a mapping; allowed: a mapping of names to values"));
    }
}
