package dev.dpm;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

/** Checks the packages and the permitted dependencies between them, which point downwards. */
@AnalyzeClasses(packages = "dev.dpm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_OPTIONAL_PARAMETERS = 153;
    private static final String[] INTERFACES = rooms("command", "socket", "api", "console", "listener", "health",
            "metrics");
    private static final String[] WORDS = rooms("config", "process", "sampling", "check", "event");
    private static final String[] BELOW_DECISIONS = {"java..", "dev.dpm.config", "dev.dpm.config.value",
            "dev.dpm.process", "dev.dpm.sampling",
            "dev.dpm.check", "dev.dpm.event"};

    /** Matches primitive types, and arrays of them, which belong to no package. */
    private static final DescribedPredicate<JavaClass> PRIMITIVE = DescribedPredicate.describe("primitive",
            type -> type.getBaseComponentType().isPrimitive());

    @ArchTest
    static final ArchRule the_client_reaches_only_daemon_config_picocli_and_the_jdk = only("dev.dpm.cli..",
            "dev.dpm.cli..",
            "dev.dpm.daemon..", "dev.dpm.config..", "dev.dpm.process", "dev.dpm.pattern", "picocli..", "java..");

    @ArchTest
    static final ArchRule the_meeting_room_of_client_and_daemon_needs_nothing_else = only("dev.dpm.daemon..",
            "dev.dpm.daemon..", "dev.dpm.config..", "dev.dpm.process..", "dev.dpm.pattern", "java..");

    @ArchTest
    static final ArchRule interfaces_know_only_views_and_operations = noClasses().that().resideInAnyPackage(INTERFACES)
            .should()
            .dependOnClassesThat().resideInAnyPackage(rooms("supervision", "lifecycle", "policy", "process.local",
                    "sampling.proc", "sampling.cgroup", "check.probe", "history", "evidence", "incident.store",
                    "notice.send", "daemon",
                    "cli", "app"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule commands_are_answered_without_the_web_part = noClasses().that()
            .resideInAnyPackage(rooms("command", "socket")).should().dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.netty..", "jakarta..", "dev.dpm.api..",
                    "dev.dpm.listener..");

    @ArchTest
    static final ArchRule policies_are_made_of_values = only("dev.dpm.policy..", with("dev.dpm.policy"));

    @ArchTest
    static final ArchRule incidents_are_made_of_values = only("dev.dpm.incident",
            Stream.concat(Stream.of("dev.dpm.incident"), Stream.of(BELOW_DECISIONS)).toArray(String[]::new));

    @ArchTest
    static final ArchRule patterns_are_made_of_values = only("dev.dpm.pattern", "dev.dpm.pattern", "dev.dpm.config",
            "dev.dpm.config.value",
            "dev.dpm.event", "java.lang..", "java.util", "java.util.function", "java.util.stream", "java.math",
            "java.time..");

    @ArchTest
    static final ArchRule why_is_said_without_a_clock_or_a_look = noClasses().that()
            .resideInAnyPackage("dev.dpm.incident", "dev.dpm.pattern")
            .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Instant.class, "now").orShould().accessClassesThat()
            .belongToAnyOf(Clock.class, Random.class, Thread.class, ProcessHandle.class, ProcessBuilder.class)
            .orShould().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..", "java.net..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule records_are_kept_apart_from_looks = noClasses().that()
            .resideInAPackage("dev.dpm.incident..").should().dependOnClassesThat()
            .resideInAnyPackage(rooms("evidence", "supervision", "lifecycle", "history"));

    @ArchTest
    static final ArchRule what_is_told_and_when_is_made_of_values = only("dev.dpm.notice",
            Stream.concat(Stream.of("dev.dpm.notice", "dev.dpm.incident"), Stream.of(BELOW_DECISIONS))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule what_is_told_and_when_is_said_without_a_clock = noClasses().that()
            .resideInAPackage("dev.dpm.notice").should().callMethod(Instant.class, "now").orShould()
            .accessClassesThat().belongToAnyOf(Clock.class, Random.class, Thread.class, ProcessBuilder.class)
            .orShould().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..", "java.net..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule mails_and_cloud_events_are_made_in_one_room = noClasses().that()
            .resideInAPackage("dev.dpm..").and().resideOutsideOfPackage("dev.dpm.notice.send..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cloudevents..", "jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule states_are_made_of_values_and_policies = only("dev.dpm.lifecycle..",
            with("dev.dpm.lifecycle", "dev.dpm.policy"));

    @ArchTest
    static final ArchRule deciding_reads_no_clock_touches_nothing_and_leaves_nothing_to_chance = noClasses().that()
            .resideInAnyPackage(rooms("policy", "lifecycle")).should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis").orShould().accessClassesThat()
            .belongToAnyOf(Instant.class, Clock.class, Random.class, Thread.class, Process.class, ProcessHandle.class,
                    ProcessBuilder.class, Runtime.class)
            .orShould().accessField(System.class, "out").orShould().accessField(System.class, "err").orShould()
            .dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.logging..",
                    "java.util.concurrent..");

    /** The rule excludes the mailbox, which waits in real time and measures how late it wakes up. */
    @ArchTest
    static final ArchRule supervision_reads_no_wall_clock = noClasses().that().resideInAPackage("dev.dpm.supervision..")
            .and().doNotHaveFullyQualifiedName("dev.dpm.supervision.Mailbox").should()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().dependOnClassesThat().belongToAnyOf(Instant.class, Clock.class);

    @ArchTest
    static final ArchRule words_depend_on_no_room_above = noClasses().that().resideInAnyPackage(WORDS).should()
            .dependOnClassesThat(resideInAnyPackage("dev.dpm..").and(not(resideInAnyPackage(WORDS))));

    @ArchTest
    static final ArchRule yaml_is_read_in_one_room = noClasses().that().resideInAPackage("dev.dpm..").and()
            .resideOutsideOfPackage("dev.dpm.config.yaml..").should().dependOnClassesThat()
            .resideInAPackage("org.yaml..");

    @ArchTest
    static final ArchRule oshi_is_asked_in_one_room = noClasses().that().resideInAPackage("dev.dpm..").and()
            .resideOutsideOfPackage("dev.dpm.app..").should().dependOnClassesThat()
            .resideInAPackage("oshi..");

    @ArchTest
    static final ArchRule round_robin_archives_are_kept_in_one_room = noClasses().that()
            .resideInAPackage("dev.dpm..").and().resideOutsideOfPackage("dev.dpm.history..").should()
            .dependOnClassesThat().resideInAPackage("org.rrd4j..");

    @ArchTest
    static final ArchRule the_loop_knows_neither_faces_nor_hands = noClasses().that()
            .resideInAPackage("dev.dpm.supervision..").should().dependOnClassesThat()
            .resideInAnyPackage(rooms("api", "console", "health", "metrics", "view", "app", "cli", "daemon",
                    "process.local", "sampling.proc", "sampling.cgroup", "check.probe", "evidence", "incident.store",
                    "notice"));

    @ArchTest
    static final ArchRule only_app_knows_app = noClasses().that().resideOutsideOfPackage("dev.dpm.app..").should()
            .dependOnClassesThat().resideInAPackage("dev.dpm.app..");

    @ArchTest
    static final ArchRule only_app_knows_the_hands = noClasses().that()
            .resideOutsideOfPackages("dev.dpm.app..", "dev.dpm.process.local..", "dev.dpm.sampling.proc..",
                    "dev.dpm.sampling.cgroup..", "dev.dpm.evidence..", "dev.dpm.incident.store..",
                    "dev.dpm.notice.send..", "dev.dpm.migration.file..")
            .should()
            .dependOnClassesThat().resideInAnyPackage("dev.dpm.process.local..", "dev.dpm.sampling.proc..",
                    "dev.dpm.sampling.cgroup..", "dev.dpm.evidence..", "dev.dpm.incident.store..",
                    "dev.dpm.notice.send..", "dev.dpm.migration.file..");

    private static final String[] OF_POD_VALUES = rooms("operator.model", "operator.inject", "operator.file",
            "operator.admission", "operator.reconcile");

    @ArchTest
    static final ArchRule injections_are_made_of_values = classes().that().resideInAnyPackage(OF_POD_VALUES)
            .should(ArchConditions.onlyDependOnClassesThat(resideInAnyPackage(Stream.concat(Stream.of(OF_POD_VALUES),
                    Stream.of("dev.dpm.config..", "io.fabric8.kubernetes.api..", "io.fabric8.kubernetes.model..",
                            "io.fabric8.zjsonpatch..", "io.fabric8.generator..", "io.fabric8.crd..",
                            "com.fasterxml.jackson..", "java.lang..", "java.math", "java.util", "java.util.function",
                            "java.util.regex", "java.util.stream", "java.nio.file", "java.nio.charset",
                            "java.time.."))
                    .toArray(String[]::new)).or(PRIMITIVE)));

    @ArchTest
    static final ArchRule fleets_are_judged_by_values = classes().that().resideInAPackage("dev.dpm.operator.fleet..")
            .should(ArchConditions.onlyDependOnClassesThat(resideInAnyPackage("dev.dpm.operator.fleet",
                    "dev.dpm.operator.inject", "dev.dpm.operator.model", "dev.dpm.incident", "dev.dpm.process",
                    "dev.dpm.event", "dev.dpm.config", "dev.dpm.config.value", "io.fabric8.kubernetes.api..",
                    "com.fasterxml.jackson..",
                    "java.lang..", "java.util", "java.util.function", "java.util.stream", "java.io", "java.time..")
                    .or(PRIMITIVE)));

    @ArchTest
    static final ArchRule fleets_are_judged_without_a_clock = noClasses().that()
            .resideInAPackage("dev.dpm.operator.fleet..").should().callMethod(Instant.class, "now").orShould()
            .accessClassesThat().belongToAnyOf(Clock.class, Random.class, Thread.class);

    @ArchTest
    static final ArchRule actions_are_decided_by_values = only("dev.dpm.operator.action..", "dev.dpm.operator.action",
            "dev.dpm.operator.fleet", "dev.dpm.operator.model", "dev.dpm.process", "java.lang..", "java.util",
            "java.util.function", "java.util.stream", "java.time..");

    @ArchTest
    static final ArchRule actions_are_decided_without_a_clock = noClasses().that()
            .resideInAPackage("dev.dpm.operator.action..").should().callMethod(Instant.class, "now").orShould()
            .accessClassesThat().belongToAnyOf(Clock.class, Random.class, Thread.class);

    @ArchTest
    static final ArchRule certificates_and_the_webhook_know_no_cluster = noClasses().that()
            .resideInAnyPackage(rooms("operator.certificate", "operator.webhook", "operator.remote")).should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "dev.dpm.operator.cluster..",
                    "dev.dpm.operator.model..", "dev.dpm.operator.inject..", "dev.dpm.operator.admission..");

    @ArchTest
    static final ArchRule the_api_server_is_asked_in_one_room = noClasses().that().resideInAPackage("dev.dpm..").and()
            .resideOutsideOfPackage("dev.dpm.operator.cluster..").should().dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule imports_are_made_of_texts = only("dev.dpm.migration", "dev.dpm.migration", "dev.dpm.config..",
            "dev.dpm.process", "dev.dpm.event", "com.fasterxml.jackson.core..", "java.io", "java.lang..", "java.math",
            "java.nio.file", "java.util", "java.util.function", "java.util.regex", "java.util.stream");

    @ArchTest
    static final ArchRule imports_read_no_files_by_themselves = noClasses().that().resideInAPackage("dev.dpm.migration")
            .should().accessClassesThat().belongToAnyOf(Files.class, ProcessBuilder.class, Clock.class, Random.class,
                    Thread.class)
            .orShould().callMethod(System.class, "getenv");

    @ArchTest
    static final ArchRule pods_are_known_to_one_room = noClasses().that().resideInAPackage("dev.dpm..").and()
            .resideOutsideOfPackage("dev.dpm.operator..").should().dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule the_list_of_options_knows_nothing_of_how_requests_are_resolved = noClasses().that()
            .resideInAnyPackage("dev.dpm.config", "dev.dpm.config.value").should().dependOnClassesThat()
            .resideInAnyPackage("dev.dpm.config.resolve..", "dev.dpm.config.yaml..");

    @ArchTest
    static final ArchRule values_know_no_option = noClasses().that().resideInAPackage("dev.dpm.config.value..").should()
            .dependOnClassesThat().resideInAPackage("dev.dpm.config");

    @ArchTest
    static final ArchRule a_call_knows_no_words = noClasses().that()
            .resideInAPackage("dev.dpm.cli.call..").should().dependOnClassesThat()
            .resideInAnyPackage("dev.dpm.cli", "dev.dpm.cli.action..", "dev.dpm.cli.written..");

    @ArchTest
    static final ArchRule words_know_no_command = noClasses().that().resideInAPackage("dev.dpm.cli.written..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.dpm.cli", "dev.dpm.cli.action..");

    @ArchTest
    static final ArchRule actions_know_no_command = noClasses().that().resideInAPackage("dev.dpm.cli.action..").should()
            .dependOnClassesThat().resideInAPackage("dev.dpm.cli");

    @ArchTest
    static final ArchRule what_performs_effects_decides_nothing = noClasses().that()
            .resideInAPackage("dev.dpm.supervision.effect..").should().dependOnClassesThat()
            .resideInAPackage("dev.dpm.supervision");

    @ArchTest
    static final ArchRule no_cycles_between_rooms = slices().matching("dev.dpm.(*)..").should().beFreeOfCycles();

    /** Parameters of type Optional are against the project's style. The number of those that exist may not rise. */
    @ArchTest
    static void optional_parameters_become_fewer(JavaClasses all) {
        List<String> taking = all.stream().filter(type -> !type.isAnonymousClass())
                .flatMap(type -> type.getCodeUnits().stream()).filter(ArchitectureTest::isWrittenByHand)
                .flatMap(unit -> unit.getRawParameterTypes().stream()
                        .filter(type -> type.getName().startsWith("java.util.Optional"))
                        .map(type -> unit.getFullName()))
                .sorted().toList();

        assertThat(taking).as("Optional parameters of methods, and of constructors of classes that are no records")
                .hasSizeLessThanOrEqualTo(MOST_OPTIONAL_PARAMETERS);
    }

    /** Whether a method is written by hand: no lambda, and no canonical constructor of a record. */
    private static boolean isWrittenByHand(JavaCodeUnit unit) {
        return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !(unit.isConstructor() && unit.getOwner().isRecord());
    }

    @Test
    void every_package_says_what_lives_there() throws IOException {
        List<Path> silent;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java/dev/dpm"))) {
            silent = all.filter(Files::isDirectory).filter(ArchitectureTest::holdsTypes)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
        }

        assertThat(silent).as("packages without package-info.java").isEmpty();
    }

    private static boolean holdsTypes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArchRule only(String room, String... reachable) {
        return classes().that().resideInAPackage(room)
                .should(ArchConditions.onlyDependOnClassesThat(resideInAnyPackage(reachable).or(PRIMITIVE)))
                .allowEmptyShould(true);
    }

    private static String[] with(String... own) {
        return Stream.concat(Stream.of(own), Stream.of(BELOW_DECISIONS)).toArray(String[]::new);
    }

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> "dev.dpm." + name + "..").toArray(String[]::new);
    }
}
