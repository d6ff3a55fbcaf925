package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests commands with {@code @group} and {@code -l}, on three targets of one file that have groups and labels. */
class GroupsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FILE = """
            defaults: {cpu_threshold: off, memory_threshold: off, group: shop}
            targets:
              db:   {command: [sh, -c, "echo db is here; exec sleep 1000"], labels: {tier: back}}
              web:  {command: [sh, -c, "echo web is here; exec sleep 1000"], labels: {tier: front}}
              mail: {command: [sh, -c, "echo mail is here; exec sleep 1000"], group: post, labels: {tier: back}}
            """;

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            Product.await(PATIENCE, () -> assertThat(product.living()).isEmpty());
        }
    }

    private String done(String... words) {
        Product.Result result = product.dpm(words);
        assertThat(result.code()).as(result.all()).isZero();
        return result.out();
    }

    private List<String> listed(String... selected) {
        Product.Result result = product
                .dpm(Stream.concat(Stream.of("status", "--json"), Stream.of(selected)).toArray(String[]::new));
        return StreamSupport.stream(json(result).path("targets").spliterator(), false)
                .map(target -> target.path("name").asText() + " " + target.path("state").asText()).sorted().toList();
    }

    private static JsonNode json(Product.Result result) {
        try {
            return new ObjectMapper().readTree(result.out());
        } catch (IOException e) {
            throw new AssertionError("status --json printed no JSON: " + result.all(), e);
        }
    }

    @Test
    void groups_and_labels_select_with_a_runner_and_without_one() {
        product.file("dpm.yaml", FILE);
        done("start", "--config", "dpm.yaml");

        assertThat(listed("@shop")).containsExactly("db RUNNING", "web RUNNING");
        assertThat(listed("-l", "tier=back")).containsExactly("db RUNNING", "mail RUNNING");
        assertThat(done("status", "web")).contains("group       shop", "labels      tier=front");
        assertThat(product.target("db").orElseThrow().path("labels").path("tier").asText()).isEqualTo("back");

        done("stop", "@shop", "-l", "tier=back", "--yes");
        assertThat(listed()).containsExactly("db STOPPED", "mail RUNNING", "web RUNNING");
        assertThat(done("start", "@shop")).contains("db", "web");
        assertThat(done("restart", "-l", "tier=back")).contains("db", "mail").doesNotContain("web");
        assertThat(listed("all")).allMatch(line -> line.endsWith("RUNNING")).hasSize(3);
        assertThat(done("logs", "@shop", "-n", "1")).isEqualTo("db | db is here\nweb | web is here\n");
        assertThat(done("events", "@post")).contains("mail").doesNotContain("web", "db");

        Product.Result unknown = product.dpm("stop", "-l", "tier=middle", "--yes");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no target matches '-l tier=middle': `status` lists them");

        product.file("dpm.yaml", FILE.replace("group: post", "group: office"));
        long mail = product.target("mail").orElseThrow().path("pid").asLong();
        done("reload");
        assertThat(listed("@office")).containsExactly("mail RUNNING");
        assertThat(product.target("mail").orElseThrow().path("pid").asLong()).as("not restarted").isEqualTo(mail);

        done("stop", "--keep_targets", "--yes");
        assertThat(product.dpm("status", "@shop").out()).contains("db", "web").doesNotContain("mail");
        done("stop", "@shop", "--yes");
        done("start");
        done("stop", "@office", "--yes");
        done("remove", "@office", "--yes");
        assertThat(listed()).containsExactly("db STOPPED", "web STOPPED");
    }
}
