package dev.dpm.supervision.effect;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

class RecordWriterTest {

    private final List<String> disk = new ArrayList<>();
    private final Told told = new Told();
    private boolean refuses;
    private final RecordWriter writer = new RecordWriter(new Ports.Memory() {
        @Override
        public void save(TargetRecord record, boolean durable) throws IOException {
            take("save " + record.incarnation());
        }

        @Override
        public void remove(TargetName name) throws IOException {
            take("remove");
        }
    }, Runnable::run, new EffectFaults(told.results()));

    private void take(String write) throws IOException {
        if (refuses) {
            throw new IOException("disk full");
        }
        disk.add(write);
    }

    private static TargetRecord record(long incarnation) {
        return new TargetRecord(target("web"), true, "boot", incarnation, Optional.empty(), true, Duration.ZERO,
                List.of(), 0, 0, Optional.empty(), Phase.STARTING, false, "by command");
    }

    @Test
    void a_write_that_was_ordered_before_a_newer_one_does_not_replace_it() {
        long early = writer.order();
        writer.save(record(2), true);

        assertThat(writer.saveBeside(early, record(1))).isDone();

        assertThat(disk).containsExactly("save 2");
    }

    @Test
    void a_disk_that_refuses_is_told_and_the_newest_order_is_tried_again() {
        refuses = true;
        writer.save(record(1), true);
        assertThat(writer.saveBeside(writer.order(), record(2))).isDone();
        writer.tryAgain();
        assertThat(told.lines).isNotEmpty().allMatch(line -> line.equals("faulted state Optional[disk full]"));

        refuses = false;
        writer.tryAgain();
        writer.tryAgain();

        assertThat(disk).containsExactly("save 2");
        assertThat(told.lines).endsWith("faulted state Optional.empty").filteredOn(line -> line.contains("empty"))
                .hasSize(1);
    }

    @Test
    void a_removal_follows_the_writes_before_it() {
        writer.save(record(1), false);
        writer.remove(new TargetName("web"));

        assertThat(disk).containsExactly("save 1", "remove");
    }
}
