package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests rotation of output on a file system that cannot remove the beginning of a file (FALLOC_FL_COLLAPSE_RANGE).
 * Needs root, to mount such a file system.
 */
class CopyTruncateIT {

    private static final int LINES = 20 * 20_000;
    private static final Pattern COUNTED = Pattern
            .compile("dpm_output_rotations_total\\{[^}]*\"copy_truncate\"[^}]*} ([0-9.]+)");

    /** The number of digits in a line. */
    private static final int DIGITS = 15;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final Path outputs = product.home().resolve("logs/targets");
    private final SmallDisk disk = SmallDisk.under(outputs, 40);

    @AfterEach
    void leave_nothing_behind() {
        try (product; disk) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    private double counted() {
        Matcher matcher = COUNTED.matcher(product.get(runner.record("management") + "q/metrics", false).body());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    /**
     * The complete lines. The last line may be incomplete: the target wrote its rest after the copy was made, so that
     * the rest is lost.
     */
    private static List<String> whole(List<String> lines) {
        int last = lines.size() - 1;
        return last < 0 || lines.get(last).length() == DIGITS ? lines : lines.subList(0, last);
    }

    private List<String> written() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int number = 100; number >= 0; number--) {
            Path file = outputs.resolve("web.log" + (number == 0 ? "" : "." + number));
            if (Files.exists(file)) {
                lines.addAll(whole(Files.readAllLines(file)));
            }
        }
        return lines;
    }

    @Test
    void it_is_copied_and_truncated_which_is_said_once_and_counted_and_nothing_is_doubled() throws Exception {
        String end = String.format("%015d", LINES + 1);
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--log_max_size", "1MiB", "--log_keep", "50",
                "--",
                "sh", "-c", "for i in $(seq 20); do seq -f %015.0f $((i*20000-19999)) $((i*20000)); sleep 0.2; done; "
                        + "sleep 3; echo " + end + "; exec sleep 1000")
                .expect(0);

        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.outputOf("web")).endsWith(end + "\n");
            assertThat(Runner.read(outputs.resolve("web.log.rotation"))).contains("phase=SETTLED");
        });

        List<String> written = written();
        assertThat(written).as("in order, none twice").isSorted().doesNotHaveDuplicates();
        assertThat(counted()).isGreaterThanOrEqualTo(2);
        System.out.printf("copied and truncated %.0f times on tmpfs: %d of %d lines lost%n", counted(),
                LINES + 1 - written.size(), LINES + 1);
        assertThat(written).hasSizeGreaterThan(LINES * 9 / 10);
        assertThat(new JournalOnDisk(product).events().stream().map(event -> event.path("message").asText())
                .filter(message -> message.contains("copying and truncating"))).as("said once").hasSize(1);
    }
}
