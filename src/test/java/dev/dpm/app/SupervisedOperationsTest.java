package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.Memory;
import dev.dpm.testing.FakeProber;
import dev.dpm.testing.FakeSampler;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.MemoryJournal;
import dev.dpm.testing.TargetSpecs;
import dev.dpm.view.TargetView.SettingView;

class SupervisedOperationsTest {

    @TempDir
    Path folder;

    private final FakeWorld assembly = new FakeWorld();
    @AutoClose
    private Supervisor supervisor;
    private SupervisedOperations operations;

    @BeforeEach
    void begin() throws Exception {
        RuntimeDirectory home = RuntimeDirectory.of(Map.of("DPM_HOME", folder.resolve("home").toString()), folder);
        ManualClock clock = new ManualClock();
        supervisor = new Supervisor(new Ports(assembly, assembly, new FakeSampler(clock), new MemoryJournal(),
                new Forgetful(), (target, usage, memory, every, minute) -> {
                }, recorded -> {
                }, clock, identity -> Duration.ofSeconds(100), name -> home.targetLog(name.value()), () -> {
                }, FakeWorld.BOOT, new FakeProber(), assembly), new EndRules(false));
        operations = new SupervisedOperations(supervisor, new RunnerFacts("1", home),
                new RunnerSpec(Settings.none(), Optional.empty()), new DetailReader(home, new MemoryJournal()), null,
                null,
                new Permissions(Optional.empty()),
                new ConfigFiles(request(Optional.empty(), Map.of()), Optional.empty(),
                        Optional.empty()),
                Incidents.recorder(), NoticeParts.notices(home, false, supervisor, new RunnerFacts("1", home),
                        Clock.systemUTC()),
                spec -> {
                });
        supervisor.begin();
        supervisor.start(List.of(TargetSpecs.target("web")), "by a test").get();
        await().until(() -> operations.target("web").orElseThrow().pid().isPresent());
        operations.stop("web");
        await().until(() -> operations.target("web").orElseThrow().state() == Phase.STOPPED);
    }

    @Test
    void options_of_the_runner_beside_a_name_are_refused_where_they_differ_and_nothing_is_started() {
        CommandResult reply = operations.start(request(Optional.of("web"), Map.of("port", "9280")));

        assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(reply.sentence()).isEqualTo("the runner has other options, nothing was changed: --port is 9180, "
                + "asked for 9280; `stop` ends the runner and its targets, and the next `start` takes other options");
        assertThat(operations.target("web").orElseThrow().state()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void options_of_the_runner_alone_are_refused_where_they_differ() {
        CommandResult reply = operations.start(request(Optional.empty(), Map.of("log_level", "DEBUG")));

        assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(reply.sentence())
                .contains("--log_level is INFO, asked for DEBUG; a configuration file and `reload`");
    }

    @Test
    void options_of_the_runner_as_they_are_hinder_no_start() {
        assertThat(operations.start(request(Optional.of("web"), Map.of("port", "9180"))).outcome())
                .isEqualTo(Outcome.DONE);

        assertThat(assembly.launchesOf("web")).isPositive();
    }

    @Test
    void a_check_is_shown_without_what_may_be_a_secret() throws Exception {
        supervisor.start(List.of(TargetSpecs.target("db", "exec_check=psql -w geheim",
                "http_check=http://127.0.0.1/h?sig=geheim")), "by a test").get();

        await().until(() -> operations.target("db").isPresent());

        assertThat(operations.target("db").orElseThrow().configuration())
                .filteredOn(setting -> setting.option().matches("(exec|http)_check"))
                .extracting(SettingView::value).containsExactly("http://127.0.0.1/h", "psql");
    }

    private StartRequest request(Optional<String> name, Map<String, String> flags) {
        return new StartRequest(false, name, flags, List.of(), folder, "0022", Map.of());
    }

    private static final class Forgetful implements Memory {
        @Override
        public void save(TargetRecord target, boolean durable) throws IOException {
            // this test saves no state
        }

        @Override
        public void remove(TargetName target) throws IOException {
            // this test saves no state
        }
    }
}
