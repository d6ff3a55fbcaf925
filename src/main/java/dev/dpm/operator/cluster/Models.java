package dev.dpm.operator.cluster;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import dev.dpm.operator.model.StoredSupervision;
import dev.dpm.operator.model.Supervision;

/** Configures how the Kubernetes client converts objects to JSON and back. */
final class Models {

    private Models() {
    }

    private static final class Stored extends JsonDeserializer<Supervision> {

        @Override
        public Supervision deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = parser.readValueAsTree();
            return tree instanceof ObjectNode object
                    ? StoredSupervision.read(object)
                    : (Supervision) context.handleUnexpectedToken(Supervision.class, parser);
        }
    }

    /**
     * Returns the conversion that the Kubernetes client uses by default, except that a Supervision is read as {@link
     * StoredSupervision} describes.
     */
    static KubernetesSerialization lenient() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.registerModule(new SimpleModule().addDeserializer(Supervision.class, new Stored()));
        return new KubernetesSerialization(mapper, true);
    }
}
