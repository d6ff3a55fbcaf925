package dev.dpm.notice.send;

import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;

import dev.dpm.notice.Notice;

/** Converts notices to JSON for the queue, and to CloudEvents 1.0 for HTTP requests. */
final class NoticeJson {

    static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";

    private static final String TYPES = "dev.dpm.notice.";

    /** The JSON mapper. It is created for the first notice, so that a runner without notices starts faster. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module())
                .addModule(new JavaTimeModule()).propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    private NoticeJson() {
    }

    static byte[] write(Object value) {
        try {
            return Holder.MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("notices and what is known of trouble can be written as JSON", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            T value = Holder.MAPPER.readValue(json, type);
            if (value == null) {
                throw new IOException("it holds no value");
            }
            return value;
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * A notice as a CloudEvent.
     * @param host the host name, a part of the attribute {@code source}
     */
    static byte[] cloudEvent(Notice notice, String host) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("schema", notice.schema());
        data.put("kind", notice.kind().word());
        data.put("severity", notice.severity().name().toLowerCase(java.util.Locale.ROOT));
        data.put("sentence", notice.sentence());
        data.put("host", host);
        data.put("targets", notice.items());
        CloudEventBuilder event = CloudEventBuilder.v1().withId(notice.id())
                .withSource(URI.create("urn:dpm-runner:" + host.replaceAll("[^A-Za-z0-9.-]", "-")))
                .withType(TYPES + notice.kind().word()).withTime(notice.at().atOffset(ZoneOffset.UTC))
                .withData("application/json", JsonCloudEventData.wrap(Holder.MAPPER.valueToTree(data)));
        CloudEvent built = notice.items().isEmpty() ? event.build() : event.withSubject(subject(notice)).build();
        return new JsonFormat().serialize(built);
    }

    private static String subject(Notice notice) {
        return notice.items().stream().map(Notice.Item::target).collect(Collectors.joining(","));
    }

    static byte[] text(String text) {
        return write(Map.of("text", text));
    }
}
