package dev.dpm.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a YAML document of another tool with the line of each value. Merge keys ({@code <<}) are resolved, and depth, aliases
 * and size are limited.
 */
public final class LinedYaml {

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_VALUES = 200_000;
    private static final String MERGE = "<<";

    private int values;

    private LinedYaml() {
    }

    /** Reads the first document of a text. If the text contains no document, the result is an empty text. */
    public static Lined read(String text) throws NotYaml {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setCodePointLimit(YamlDocuments.LONGEST);
        try {
            Composer composer = new Composer(new ParserImpl(new StreamReader(text), limits), new Resolver(), limits);
            return composer.checkNode() ? new LinedYaml().value(composer.getNode(), DEEPEST) : new Lined(1, "");
        } catch (RuntimeException e) {
            throw NotYaml.of(e);
        }
    }

    /** @param depth the number of levels that may follow, since an alias may contain itself */
    private Lined value(Node node, int depth) throws NotYaml {
        values++;
        if (values > MOST_VALUES || depth == 0) {
            throw new NotYaml("line " + FileFaults.line(node) + ": aliases make this document too large");
        }
        int line = FileFaults.line(node);
        if (node instanceof SequenceNode list) {
            List<Lined> items = new ArrayList<>();
            for (Node item : list.getValue()) {
                items.add(value(item, depth - 1));
            }
            return new Lined(line, items);
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Lined> pairs = new LinkedHashMap<>();
            fill(pairs, mapping, depth);
            return new Lined(line, pairs);
        }
        return Tag.NULL.equals(node.getTag())
                ? Lined.nothing(line)
                : new Lined(line, ((ScalarNode) node).getValue());
    }

    /** Copies the pairs of a map, and of the maps that it merges with {@code <<}. A key of the map itself has precedence. */
    private void fill(Map<String, Lined> pairs, MappingNode mapping, int depth) throws NotYaml {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !key.getValue().equals(MERGE)) {
                Lined value = value(tuple.getValueNode(), depth - 1);
                // the line of the key, since the value may begin later
                if (pairs.put(key.getValue(), new Lined(FileFaults.line(key), value.value())) != null) {
                    throw new NotYaml("line " + FileFaults.line(key) + ": '" + key.getValue() + "' is written twice");
                }
            }
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(MERGE)) {
                Lined merged = value(tuple.getValueNode(), depth - 1);
                merged.items().forEach(item -> item.pairs().forEach(pairs::putIfAbsent));
                merged.pairs().forEach(pairs::putIfAbsent);
            }
        }
    }
}
