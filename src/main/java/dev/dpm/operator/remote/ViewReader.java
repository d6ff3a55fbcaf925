package dev.dpm.operator.remote;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.dpm.api.UsageColumns;
import dev.dpm.event.OneLine;
import dev.dpm.event.Severity;
import dev.dpm.incident.Incident;
import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/**
 * Converts the JSON answers of a dpm-runner to the values that pages show. Unknown keys are ignored, since dpm-runner may
 * be newer than the operator.
 */
final class ViewReader {

    private static final int DEEPEST = 20;
    /**
     * The largest number of JSON tokens in an answer. A token takes up to a hundred bytes of memory. The usage of an hour
     * has about 10,000 tokens.
     */
    private static final int MOST_TOKENS = 100_000;
    private static final int LONGEST = 300;
    private static final int MOST_MARKS = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxTokenCount(MOST_TOKENS).build()).build())
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private ViewReader() {
    }

    /**
     * Reads the state of a target from an answer.
     *
     * @throws IOException the answer did not come from a dpm-runner, or came from a dpm-runner of another version
     */
    static TargetView target(byte[] json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        if (!(tree instanceof ObjectNode target)) {
            throw new IOException("no object");
        }
        // these counters are left out: no page shows them, and another version of dpm-runner may have further keys in them
        target.putObject("breaches_by_threshold");
        target.putObject("restarts_by_reason");
        target.path("checks").forEach(check -> {
            if (check instanceof ObjectNode one) {
                one.putObject("runs");
            }
        });
        return MAPPER.treeToValue(target, TargetView.class);
    }

    static List<ProcessView> processes(byte[] json) throws IOException {
        List<ProcessView> all = List.of(MAPPER.readValue(json, ProcessView[].class));
        for (ProcessView each : all) {
            check(each.name(), each.command(), each.state(), each.startedAt());
        }
        return all;
    }

    static OutputPage output(byte[] json) throws IOException {
        return MAPPER.readValue(json, OutputPage.class);
    }

    /** Reads events from an answer. Their details and their links to incidents are left out. */
    static List<EventView> events(byte[] json) throws IOException {
        List<EventView> events = new ArrayList<>();
        JsonNode all = MAPPER.readTree(json);
        if (!all.isArray()) {
            throw new IOException("no array");
        }
        for (JsonNode event : all) {
            Instant time = MAPPER.treeToValue(event.path("time"), Instant.class);
            Severity severity = MAPPER.treeToValue(event.path("severity"), Severity.class);
            check(time, severity);
            events.add(new EventView(event.path("sequence").asLong(), time, event.path("type").asText(),
                    Optional.of(event.path("target").asText()), Optional.empty(), severity,
                    event.path("message").asText(), Map.of()));
        }
        return events;
    }

    static String sentence(Answer answer) {
        try {
            String detail = MAPPER.readTree(answer.body()).path("detail").asText();
            return detail.isEmpty() ? "it answered " + answer.status() : OneLine.of(detail, LONGEST);
        } catch (IOException e) {
            return "it answered " + answer.status();
        }
    }

    static String said(Answer answer) {
        try {
            return OneLine.of(MAPPER.readTree(answer.body()).path("sentence").asText("done"), LONGEST);
        } catch (IOException e) {
            return "it answered " + answer.status();
        }
    }

    private static void check(Object... parts) throws IOException {
        for (Object part : parts) {
            if (part == null) {
                throw new IOException("a part is missing");
            }
        }
    }

    static List<Incident.Summary> incidents(byte[] json) throws IOException {
        List<Incident.Summary> all = List.of(MAPPER.readValue(json, Incident.Summary[].class));
        for (Incident.Summary each : all) {
            check(each.id(), each.target(), each.at(), each.cause(), each.certainty(), each.sentence(), each.done());
            if (each.at().isBefore(Instant.EPOCH) || each.at().isAfter(LATEST)) {
                throw new IOException("a time that no page can write");
            }
        }
        return all;
    }

    static Incident incident(byte[] json) throws IOException {
        return MAPPER.readValue(json, Incident.class);
    }

    static UsageSeries usage(byte[] json) throws IOException {
        UsageColumns columns = MAPPER.readValue(json, UsageColumns.class);
        List<UsagePoint> points = new ArrayList<>();
        for (int i = 0; i < columns.time().size(); i++) {
            points.add(new UsagePoint(Instant.ofEpochSecond(columns.time().get(i)), columns.cpuAverage().get(i),
                    columns.cpuMaximum().get(i), columns.memoryAverage().get(i).map(Long::doubleValue),
                    columns.memoryMaximum().get(i).map(Long::doubleValue)));
        }
        return new UsageSeries(columns.from(), columns.to(), Duration.ofSeconds(columns.stepSeconds()), points,
                marks(columns.marks()));
    }

    private static List<UsageSeries.Mark> marks(List<UsageSeries.Mark> all) throws IOException {
        List<UsageSeries.Mark> newest = new ArrayList<>();
        for (UsageSeries.Mark mark : all.subList(Math.max(0, all.size() - MOST_MARKS), all.size())) {
            check(mark.at(), mark.kind(), mark.sentence());
            newest.add(new UsageSeries.Mark(mark.at(), mark.kind(), mark.sequence(),
                    OneLine.of(mark.sentence(), LONGEST)));
        }
        return newest;
    }
}
