package dev.dpm.operator.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

/**
 * Generates {@code deploy/operator/crd.yaml}, the definition of the custom resource, from its classes and the options.
 */
final class CrdFile {

    static final Path PATH = Path.of("deploy", "operator", "crd.yaml");
    private static final String HEAD = "# Made from src/main/java/dev/dpm/operator/model and from the list of options. "
            + "CrdFileTest says how to make it anew.\n";

    private CrdFile() {
    }

    /** The text that {@code deploy/operator/crd.yaml} must have. */
    static String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CRDGenerator().withParallelGenerationEnabled(false).withMinQuotes(true).withOutput(into(out))
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata definition, String version) {
                        return withOptions((CustomResourceDefinition) definition);
                    }
                })
                .customResourceClasses(Supervision.class).forCRDVersions("v1").detailedGenerate();
        String yaml = out.toString(StandardCharsets.UTF_8);
        return HEAD + yaml.lines().filter(line -> !line.startsWith("#") && !line.equals("---"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static CustomResourceDefinition withOptions(CustomResourceDefinition definition) {
        inTheOrderWritten(definition.getSpec().getVersions().get(0).getAdditionalPrinterColumns());
        JSONSchemaProps spec = definition.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema()
                .getProperties().get("spec");
        JSONSchemaProps options = spec.getProperties().get("options");
        options.setType("object");
        options.setAdditionalProperties(null);
        options.setXKubernetesPreserveUnknownFields(null);
        options.setProperties(OptionSchema.properties());
        return definition;
    }

    /** Restores the order of the columns of {@code kubectl get}, which the generator sorts by their paths. */
    private static void inTheOrderWritten(List<CustomResourceColumnDefinition> columns) {
        List<String> names = Arrays.stream(Supervision.class.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name).toList();
        columns.sort(Comparator.comparingInt(column -> names.indexOf(column.getName())));
    }

    private static CRDGenerator.CRDOutput<OutputStream> into(OutputStream out) {
        return new CRDGenerator.CRDOutput<>() {
            @Override
            public OutputStream outputFor(String name) {
                return out;
            }

            @Override
            public URI crdURI(String name) {
                return URI.create("file:///" + name);
            }

            @Override
            public void close() {
                try {
                    out.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
