package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulates a process with three open files and a limit that the test sets. */
class SpareDescriptorsTest {

    @TempDir
    Path folder;
    private final AtomicBoolean canOpen = new AtomicBoolean(true);

    private SpareDescriptors allowed(int files) {
        TestFiles.write(folder, "limits",
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max open files            " + files + "                  4096                 files     \n");
        IntStream.range(0, 3).forEach(number -> TestFiles.write(folder, "fd/" + number, ""));
        return new SpareDescriptors(folder.toString(), canOpen::get);
    }

    @Test
    void puts_some_by_while_there_are_plenty() {
        SpareDescriptors spares = allowed(1024);

        assertThat(spares.look()).isEmpty();

        assertThat(spares.held()).isEqualTo(SpareDescriptors.SPARE);
    }

    @Test
    void leaves_the_few_there_are_to_who_needs_them() {
        SpareDescriptors spares = allowed(3 + 2 * SpareDescriptors.SPARE - 1);

        assertThat(spares.look()).isEmpty();

        assertThat(spares.held()).isZero();
    }

    @Test
    void gives_them_up_when_no_other_can_be_had_and_says_so_until_there_are_plenty_again() {
        SpareDescriptors spares = allowed(1024);
        spares.look();
        canOpen.set(false);

        assertThat(spares.look()).hasValueSatisfying(why -> assertThat(why).contains("no descriptors left but the 8"));
        assertThat(spares.held()).isZero();

        allowed(6);
        canOpen.set(true);
        assertThat(spares.look()).as("some, but not plenty").isPresent();
        allowed(1024);
        assertThat(spares.look()).isEmpty();
        assertThat(spares.held()).isEqualTo(SpareDescriptors.SPARE);
    }

    @Test
    void says_that_there_are_none_also_where_it_never_had_any_to_spare() {
        SpareDescriptors spares = allowed(6);
        canOpen.set(false);
        assertThat(spares.look()).hasValueSatisfying(why -> assertThat(why).contains("no descriptors left"));

        canOpen.set(true);

        assertThat(spares.look()).isEmpty();
    }
}
