package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.ProcessIdentity;

class LastKnownTest extends HomeFolderTest {

    private void state(String name, String text) throws Exception {
        Files.writeString(home.targetState(name), text);
    }

    @Test
    void finds_what_still_lives_and_what_was_wanted() throws Exception {
        ProcessIdentity self = ProcFs.system().self();
        state("web", "schema=1\nname=web\nwanted=true\npid=" + self.pid() + "\nstart_ticks=" + self.startTicks()
                + "\nboot_id=" + self.bootId() + "\n");
        state("old", "schema=1\nname=old\nwanted=false\npid=" + self.pid() + "\nstart_ticks=1\nboot_id="
                + self.bootId() + "\n");
        state("idle", "schema=1\nname=idle\nwanted=false\n");
        state("half", "schema=1\nna");

        LastKnown known = LastKnown.read(home);

        assertThat(known.targets()).extracting(KnownTarget::name).containsExactly("half", "idle", "old", "web");
        assertThat(known.alive(home, ProcFs.system())).extracting(KnownTarget::name).containsExactly("web");
        assertThat(known.hasWanted()).isTrue();
        assertThat(known.find("half").orElseThrow().isReadable()).isFalse();
        assertThat(known.find("idle").orElseThrow().isReadable()).isTrue();
    }

    @Test
    void group_and_labels_are_those_that_the_runner_wrote() throws Exception {
        state("web", "schema=1\nwanted=true\noption.group=shop\noption.labels=tier\\=back\\u001Fzone\\=eu\n");
        state("odd", "schema=1\nwanted=true\noption.labels=tier\n");

        assertThat(LastKnown.read(home).targets()).extracting(KnownTarget::name, target -> target.tags().words())
                .containsExactly(tuple("odd", List.of()), tuple("web", List.of("@shop", "tier=back", "zone=eu")));
    }

    @Test
    void the_file_of_the_last_runner_is_the_one_its_targets_are_written_in() throws Exception {
        state("by-hand", "schema=1\nwanted=true\n");
        state("web", "schema=1\nwanted=false\nsource=/srv/dpm.yaml\n");

        assertThat(LastKnown.read(home).configFile()).contains(Path.of("/srv/dpm.yaml"));
    }

    @Test
    void the_file_that_the_runner_had_its_settings_from_goes_before_those_of_its_targets() throws Exception {
        state("web", "schema=1\nwanted=true\nsource=/srv/dpm.yaml\n");
        state("api", "schema=1\nwanted=true\nsource=/srv/another.yaml\n");
        Files.writeString(home.requests(), "schema=1\nrunner_file=/srv/dpm.yaml\n");
        assertThat(LastKnown.read(home).configFile()).contains(Path.of("/srv/dpm.yaml"));

        Files.writeString(home.requests(), "schema=1\nrunner_file=/srv/gone.yaml\n");
        assertThat(LastKnown.read(home).configFile()).contains(Path.of("/srv/another.yaml"));
        Files.writeString(home.requests(), "schema=1\nrunner_file=" + Files.createFile(folder.resolve("own.yaml")));
        assertThat(LastKnown.read(home).configFile()).contains(folder.resolve("own.yaml"));

        Files.writeString(home.requests(), "schema=2\n");
        assertThatThrownBy(() -> LastKnown.read(home)).isInstanceOf(HomeFault.class)
                .hasMessageContaining("newer dpm-runner");
    }

    @Test
    void no_home_knows_nothing() throws Exception {
        assertThat(LastKnown.read(new RuntimeDirectory(folder.resolve("none"))).targets()).isEmpty();
        assertThat(LastKnown.read(home).configFile()).isEmpty();
    }

    @Test
    void newer_schema_is_refused() throws Exception {
        state("web", "schema=2\nwanted=true\n");
        assertThatThrownBy(() -> LastKnown.read(home)).isInstanceOf(HomeFault.class)
                .hasMessageContaining("newer dpm-runner");
    }
}
