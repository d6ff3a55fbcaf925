package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the next runner completes a rotation during which the runner died. */
class OutputRotationDeathTest {

    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    private Path folder;
    private Stage stage;
    private RotationPlan plan;

    @BeforeEach
    void write() throws IOException {
        stage = new Stage(folder);
        stage.write(Stage.lines(0, 250));
        Files.writeString(stage.files().rotated(1), "older\n");
        plan = RotationPlan.removing(4000, 16, new RotationLimits(1600, 5, Duration.ofDays(7))).orElseThrow();
    }

    private void dies(HeadRemoval removal) {
        assertThat(catchThrowable(() -> new OutputRotation(stage.files(), removal).rotate(plan, 5,
                OptionalLong.of(16)))).isInstanceOf(Death.class);
    }

    private void theNextOneGoesOn() throws IOException {
        stage.write("meanwhile\n");
        new OutputKeeper(folder, Stage.quietRemoval(), new RotationLimits(1600, 5, Duration.ofDays(7)),
                stage, stage).look();

        assertThat(stage.all()).isEqualTo("older\n" + Stage.lines(0, 250) + "meanwhile\n");
        assertThat(stage.names()).noneMatch(name -> name.contains("part"));
        assertThat(RotationRecord.of(stage.files()).isSettled()).isTrue();
        assertThat(RotationRecord.of(stage.files()).base()).isEqualTo(3200);
    }

    @Test
    void while_it_copies() throws IOException {
        Files.write(stage.files().part(1), "half a co".getBytes());
        theNextOneGoesOn();
    }

    @Test
    void before_the_mark() throws IOException {
        Files.write(stage.files().part(1), Stage.lines(0, 100).getBytes());
        RotationRecord.of(stage.files()).copied(plan, "[a mark]", false).write(stage.files());
        theNextOneGoesOn();
    }

    @Test
    void before_the_head_is_removed() throws IOException {
        dies(removal(false));
        theNextOneGoesOn();
    }

    @Test
    void after_the_mark_before_that_is_recorded() throws IOException {
        dies(removal(false));
        RotationRecord marked = RotationRecord.of(stage.files());
        new RotationRecord(marked.sequence(), RotationRecord.Phase.COPIED, marked.base(), marked.cut(),
                marked.dropped(), marked.mark(), false, Descriptor.NONE).write(stage.files());
        theNextOneGoesOn();
    }

    @Test
    void after_the_head_is_removed() throws IOException {
        dies(removal(true));
        theNextOneGoesOn();
    }

    private static HeadRemoval removal(boolean removes) {
        return new HeadRemoval() {
            @Override
            public OptionalLong unit(Path at) {
                return OptionalLong.of(16);
            }

            @Override
            public void remove(Path file, long bytes) throws IOException {
                if (removes) {
                    Stage.quietRemoval().remove(file, bytes);
                }
                throw new Death();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void while_the_copies_get_their_numbers(int moved) throws IOException {
        dies(removal(true));
        OutputFiles files = stage.files();
        RotationRecord.of(files).removed(3200).write(files);
        if (moved > 0) {
            Files.move(files.rotated(1), files.rotated(2));
        }
        if (moved > 1) {
            Files.move(files.part(2), files.rotated(1));
        }
        theNextOneGoesOn();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void while_a_file_is_emptied(boolean isEmptied) throws IOException {
        OutputFiles files = stage.files();
        String mark = "[sixteen bytes ]";
        Files.write(files.part(1), Stage.lines(0, 200).getBytes());
        String live = Files.readString(files.live());
        Files.writeString(files.live(), isEmptied ? "" : mark + live.substring(16));
        new RotationRecord(7, RotationRecord.Phase.MARKED, 0, 3200, 0, mark, true, Descriptor.NONE).write(files);

        new OutputRotation(files, Stage.none()).recover();

        assertThat(stage.all()).isEqualTo("older\n" + (isEmptied ? Stage.lines(0, 200) : live));
        assertThat(RotationRecord.of(files).base()).isEqualTo(isEmptied ? 3200 : 4000);
    }
}
