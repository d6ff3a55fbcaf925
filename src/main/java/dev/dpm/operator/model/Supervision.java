package dev.dpm.operator.model;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The custom resource Supervision. It selects pods, and contains the options of the dpm-runners in these pods. */
@Group("dpm.dev")
@Version("v1alpha1")
@ShortNames("sup")
@Categories("all")
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Container", jsonPath = ".spec.container", type = Type.STRING)
@AdditionalPrinterColumn(name = "On breach", jsonPath = ".spec.options.onBreach", type = Type.STRING)
@AdditionalPrinterColumn(name = "Supervised", jsonPath = ".status.pods.supervised", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Selected", jsonPath = ".status.pods.selected", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Outdated", jsonPath = ".status.pods.outdated", type = Type.INTEGER, priority = 1)
@AdditionalPrinterColumn(name = "Liveness", jsonPath = ".spec.liveness", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Form", jsonPath = ".spec.form", type = Type.STRING, priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class Supervision implements HasMetadata, Namespaced {

    private static final long serialVersionUID = 1L;

    @JsonSetter(nulls = Nulls.SKIP)
    private ObjectMeta metadata = new ObjectMeta();
    private String apiVersion = HasMetadata.getApiVersion(Supervision.class);
    @JsonProperty
    private String kind = HasMetadata.getKind(Supervision.class);
    @Required
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private SupervisionSpec spec = SupervisionSpec.empty();
    @JsonProperty
    private SupervisionStatus status;

    private transient List<String> unread = List.of();

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    @Override
    public String getApiVersion() {
        return apiVersion;
    }

    @Override
    public void setApiVersion(String version) {
        this.apiVersion = version;
    }

    @Override
    public String getKind() {
        return kind;
    }

    public SupervisionSpec getSpec() {
        return spec;
    }

    Supervision lacking(List<String> sentences) {
        unread = List.copyOf(sentences);
        return this;
    }

    /** A sentence for each part of this Supervision's document that could not be read. */
    List<String> unread() {
        return unread;
    }

    /** The status of this Supervision that the operator wrote last; empty if the operator has written none yet. */
    public Optional<SupervisionStatus> seen() {
        return Optional.ofNullable(status);
    }

    /**
     * A copy of this Supervision that contains only its name and a status. Server-side apply of this copy changes only
     * the status.
     */
    public Supervision saying(SupervisionStatus said) {
        Supervision part = new Supervision();
        part.setMetadata(new ObjectMetaBuilder().withName(metadata.getName()).withNamespace(metadata.getNamespace())
                .build());
        part.spec = null;
        part.status = said;
        return part;
    }

    /**
     * An owner reference to this Supervision. If the Supervision is deleted, Kubernetes deletes the objects with this
     * reference too.
     */
    public OwnerReference asOwner() {
        return new OwnerReferenceBuilder().withApiVersion(apiVersion).withKind(kind).withName(metadata.getName())
                .withUid(metadata.getUid()).build();
    }

    /** The Supervision's name for sentences: {@code shop/web}, or {@code web} without a namespace. */
    public String shown() {
        String namespace = metadata.getNamespace();
        return (namespace == null ? "" : namespace + "/") + metadata.getName();
    }
}
