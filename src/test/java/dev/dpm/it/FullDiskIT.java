package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests a home on a full file system. Needs root, to mount a small file system. */
class FullDiskIT {

    private static final int MEBIBYTES = 13;
    /** The number of events that certainly fill the last page of the journal's file. */
    private static final int DEATHS = 15;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final JournalOnDisk journal = new JournalOnDisk(product);
    private SmallDisk disk;

    @BeforeEach
    void start() {
        disk = SmallDisk.underHome(product, MEBIBYTES);
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--restart_interval", "0", "--max_restarts",
                "-1", "--", "sleep", "1000").expect(0);
    }

    @AfterEach
    void leave_nothing_behind() {
        try (product) {
            if (disk != null) {
                try (SmallDisk mounted = disk) {
                    mounted.free();
                    product.dpm("stop", "--yes");
                    assertThat(product.living()).isEmpty();
                }
            }
        }
    }

    private void dies(int times) {
        for (int time = 0; time < times; time++) {
            long pid = runner.pidOf("web");
            Runner.kill(pid, "KILL");
            Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web")).isNotEqualTo(pid).isPositive());
        }
        runner.awaitState("web", "RUNNING");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(product.home())) {
            return files.filter(Files::isRegularFile).map(file -> product.home().relativize(file).toString())
                    .filter(name -> !name.startsWith("lib/"))
                    // the runner writes the usage history by a timer, independent of events
                    .filter(name -> !name.equals("history/web.usage"))
                    .filter(name -> !name
                            .matches("incidents/[^./][^/]*/(incident.json|incident.txt|summary.properties)"))
                    .sorted().toList();
        }
    }

    @Test
    void supervision_goes_on_it_is_said_and_every_event_is_written_when_there_is_room() throws IOException {
        List<String> before = files();
        disk.fill();

        dies(DEATHS);

        assertThat(product.living()).as("runner and target").hasSize(2);
        assertThat(runner.health("group/runner")).isEqualTo(200);
        Product.await(Runner.PATIENCE, () -> assertThat(product.get(runner.record("console"), true).body())
                .contains("role=\"status\">journal: ", "role=\"status\">state: ", "no space left on device"));
        assertThat(runner.events("web", "TargetExited")).hasSize(DEATHS);
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");

        disk.free();

        Product.await(Runner.PATIENCE, () -> {
            assertThat(journal.saidOf("journal")).containsExactly("RunnerFaulted", "RunnerNoted");
            assertThat(journal.saidOf("state")).containsExactly("RunnerFaulted", "RunnerNoted");
        });
        journal.isGapless();
        assertThat(journal.events().stream().filter(event -> event.path("type").asText().equals("TargetExited")))
                .hasSize(DEATHS);
        assertThat(StateFile.of(product, "web").value("pid")).isEqualTo(Long.toString(runner.pidOf("web")));
        assertThat(files()).as("no half-written file is left").isEqualTo(before);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.status().path("runner").path("faults")).isEmpty());
    }

    /** The disk is full, so each command must warn that later runners will not know what it did. */
    @Test
    void commands_that_cannot_be_written_down_are_done_with_a_warning() {
        disk.fill();

        for (String command : List.of("start --name b -- sleep 1000", "restart web", "stop web --yes",
                "remove web --yes")) {
            Product.Result result = product.dpm(command.split(" ")).expect(0);
            assertThat(result.err()).as(command).containsOnlyOnce("WARNING the state of ").contains("cannot be written",
                    "no space left on device", "the next runner will not know");
        }
        disk.free();
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("restart", "b").expect(0).err()).isEmpty());
    }

    @Test
    void a_notice_of_a_full_disk_is_written_once_there_is_room_and_told_by_the_next_runner() throws IOException {
        Path told = product.folder().resolve("told");
        product.file("told.yaml",
                "notify: [{name: script, type: command, gather: 0, well_after: 1h, command: 'sleep 1; [ -e "
                        + product.folder().resolve("open") + " ] && cat >> " + told + "'}]\n"
                        + "targets: {ill: {command: [sleep, '1000'], restart: never}}\n");
        product.dpm("stop", "--yes").expect(0);
        product.dpm("start", "--config", "told.yaml").expect(0);
        disk.fill();

        Runner.kill(runner.pidOf("ill"), "KILL");

        Product.await(Runner.PATIENCE, () -> assertThat(runner.status().path("runner").path("faults").toString())
                .contains("notices").contains("no space left on device"));
        disk.free();
        Product.await(Runner.PATIENCE, () -> {
            assertThat(notices()).hasSize(2).contains("known.json").anyMatch(name -> name.contains("-trouble-"));
            assertThat(runner.status().path("runner").path("faults")).isEmpty();
        });
        assertThat(told).doesNotExist();
        runner.kill();
        // a script that the killed runner had started continues, and would deliver a notice that the next runner
        // delivers again
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
        Files.createFile(product.folder().resolve("open"));
        product.dpm("start").expect(0);

        Product.await(Runner.PATIENCE, () -> {
            assertThat(told).content().containsOnlyOnce("dev.dpm.notice.trouble")
                    .contains("ill: it was ended by signal");
            assertThat(notices()).containsExactly("known.json");
        });
    }

    @Test
    void incidents_that_the_disk_refuses_are_shown_by_the_commands() throws IOException {
        disk.fill();
        dies(2);

        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incidents", "web").expect(0).out().lines()
                .filter(line -> line.contains("it was ended by signal KILL, not sent by the runner,"))).hasSize(2));
        JsonNode last = new ObjectMapper().readTree(product.dpm("incident", "last", "--json").expect(0).out());
        String id = last.path("id").asText();
        assertThat(product.home().resolve("incidents/" + id)).doesNotExist();
        assertThat(product.dpm("incident", id).expect(0).out()).contains("it was ended by signal KILL", "restarted as");
        Path zip = product.folder().resolve("web.zip");
        product.dpm("incident", "web", "--export", zip.toString()).expect(0);
        try (ZipFile exported = new ZipFile(zip.toFile())) {
            assertThat(exported.stream().map(ZipEntry::getName)).containsExactlyInAnyOrder(id + "/incident.json",
                    id + "/incident.txt");
        }

        disk.free();

        Product.await(Runner.PATIENCE,
                () -> assertThat(product.home().resolve("incidents/" + id + "/incident.json")).isRegularFile());
        assertThat(product.dpm("incident", id, "--json").expect(0).out()).contains(id);
    }

    /** The incident's folder exists already; the runner once never replaced the old record in it. */
    @Test
    void an_incident_whose_outcome_the_disk_refuses_is_completed_when_there_is_room() throws IOException {
        product.file("slow.yaml", "targets: {slow: {command: [sh, -c, 'sleep 1; exit 3'], restart_interval: 15,"
                + " start_seconds: 0, max_restarts: 1}}\n");
        product.dpm("start", "--config", "slow.yaml");
        Product.await(Runner.PATIENCE,
                () -> assertThat(product.dpm("incidents", "slow").out()).contains("exit code 3"));
        String id = new ObjectMapper().readTree(product.dpm("incident", "slow", "--json").expect(0).out()).path("id")
                .asText();
        disk.fill();

        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("incident", id).expect(0).out())
                .contains("restarted as process"));

        disk.free();
        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.home().resolve("incidents/" + id + "/incident.txt")).content()
                    .contains("restarted as process");
            assertThat(runner.status().path("runner").path("faults")).isEmpty();
        });
    }

    private List<String> notices() throws IOException {
        try (Stream<Path> files = Files.walk(product.home().resolve("notices"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_runner_killed_while_it_was_full_leaves_one_copy_which_the_next_one_adopts() {
        disk.fill();
        dies(3);
        long pid = runner.pidOf("web");
        runner.kill();

        Product.Result refused = product.dpm("start").expect(1);

        assertThat(refused.err()).containsIgnoringCase("no space left on device").contains("make room");
        assertThat(product.living()).containsExactly(pid);
        disk.free();
        product.dpm("start").expect(0);
        assertThat(runner.pidOf("web")).isEqualTo(pid);
        assertThat(runner.target("web").path("adopted").asBoolean()).isTrue();
        assertThat(product.living()).as("runner and target").hasSize(2);
        journal.isGapless();
    }
}
