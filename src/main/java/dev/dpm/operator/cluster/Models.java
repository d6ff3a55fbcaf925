package dev.dpm.operator.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import dev.dpm.operator.model.StoredSupervision;
import dev.dpm.operator.model.Supervision;

/** How the client of an API server reads and writes objects. */
final class Models {

    private Models() {
    }

    /** The client's own reader and writer, except that a Supervision is read as {@link StoredSupervision} says. */
    static KubernetesSerialization lenient() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.registerModule(new SimpleModule().addDeserializer(Supervision.class, new StoredSupervision()));
        return new KubernetesSerialization(mapper, true);
    }
}
