package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

class ConfigWriterTest {

    private static final String KEY = "shop/web";

    private final AtomicLong now = new AtomicLong();
    @AutoClose
    private ApiServer server;
    private ConfigWriter writer;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        writer = new ConfigWriter(server.client(), now::get);
    }

    @Test
    void is_written_once_and_again_where_it_changes() {
        writer.write(KEY, wanted("a: 1"));
        writer.write(KEY, wanted("a: 1"));
        assertThat(server.asked()).hasSize(3).extracting(ApiServer.Asked::method).containsExactly("GET", "PATCH",
                "POST");

        writer.write(KEY, wanted("a: 2"));

        assertThat(found().orElseThrow().getData()).containsEntry("dpm.yaml", "a: 2");
    }

    @Test
    void is_put_back_where_somebody_took_it_away_or_changed_it() {
        writer.write(KEY, wanted("a: 1"));
        server.store.remove(wanted(""));
        later();
        writer.write(KEY, wanted("a: 1"));
        assertThat(found()).isPresent();

        server.store.put(new ConfigMapBuilder(found().orElseThrow()).addToData("dpm.yaml", "b: 1").build());
        later();
        writer.write(KEY, wanted("a: 1"));
        assertThat(found().orElseThrow().getData()).containsEntry("dpm.yaml", "a: 1");
        server.asked();

        later();
        writer.write(KEY, wanted("a: 1"));
        assertThat(server.asked()).as("what is as wanted is not written").hasSize(1);
    }

    @Test
    void one_that_somebody_else_made_stays_as_it_is() {
        ConfigMap theirs = new ConfigMapBuilder().withNewMetadata().withName("dpm-web").withNamespace("shop")
                .endMetadata().addToData("mine", "1").build();
        server.store.put(theirs);

        writer.write(KEY, wanted("a: 1"));

        assertThat(found().orElseThrow().getData()).isEqualTo(theirs.getData());
        assertThat(found().orElseThrow().getMetadata().getOwnerReferences()).isEmpty();
    }

    private void later() {
        now.addAndGet(ConfigWriter.TRUSTED.plus(Duration.ofSeconds(1)).toNanos());
    }

    private Optional<ConfigMap> found() {
        return server.store.find(wanted(""), ConfigMap.class);
    }

    private static ConfigMap wanted(String text) {
        return new ConfigMapBuilder().withNewMetadata().withName("dpm-web").withNamespace("shop")
                .addToLabels("app.kubernetes.io/managed-by", "dpm-operator")
                .addToAnnotations("dpm.dev/supervision", "web").addNewOwnerReference().withUid("u-1").withName("web")
                .endOwnerReference().endMetadata().addToData("dpm.yaml", text).build();
    }
}
