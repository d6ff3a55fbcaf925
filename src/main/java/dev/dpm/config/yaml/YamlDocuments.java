package dev.dpm.config.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads Kubernetes manifests as kubectl does (YAML 1.1, without timestamps and base-60 numbers), and writes them. Size, depth
 * and aliases are limited.
 */
public final class YamlDocuments {

    /**
     * The largest number of characters of a text with manifests. etcd refuses a manifest above 1.5 MiB, but a text may contain
     * many.
     */
    public static final int LONGEST = 10 << 20;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final Pattern PLAIN = Pattern
            .compile("[A-Za-z/_][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*|--[A-Za-z][A-Za-z0-9_./@=-]*");
    /**
     * Matches texts that cannot be YAML block scalars: blanks at a line's end, control characters, line breaks other than
     * LF.
     */
    private static final Pattern ODD = Pattern.compile("(?m) $|[\\p{Cntrl}\\u0085\\u2028\\u2029\\ufeff&&[^\\n\\t]]");
    /** Words that some readers take for booleans or null, and that are therefore quoted. */
    private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private YamlDocuments() {
    }

    public static List<Object> read(String text) throws NotYaml {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setAllowDuplicateKeys(false);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(MOST_ALIASES);
        bounds.setCodePointLimit(LONGEST);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(bounds), new Representer(unused), unused, bounds,
                new KubectlsValues());
        List<Object> documents = new ArrayList<>();
        try {
            yaml.loadAll(text).forEach(documents::add);
        } catch (RuntimeException e) {
            throw NotYaml.of(e);
        }
        documents.removeIf(Objects::isNull);
        return documents;
    }

    /** Writes documents as a text from which {@link #read} makes the same documents. */
    public static String write(List<?> documents) {
        DumperOptions look = new DumperOptions();
        look.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        look.setSplitLines(false);
        look.setIndent(2);
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()), new CarefulTexts(look), look);
        return documents.stream().map(yaml::dump).collect(Collectors.joining("---\n"));
    }

    /** Writes one value in one line, such as {@code [sh, -c, "exit 1"]}. */
    public static String line(Object value) {
        DumperOptions look = new DumperOptions();
        look.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        look.setSplitLines(false);
        look.setWidth(Integer.MAX_VALUE);
        CarefulTexts texts = new CarefulTexts(look);
        texts.inOneLine = true;
        return new Yaml(new SafeConstructor(new LoaderOptions()), texts, look).dump(value).strip();
    }

    /** Rules by which the YAML library takes dates and base-60 numbers such as {@code 12:30} for texts, as kubectl does. */
    private static final class KubectlsValues extends Resolver {
        private static final Pattern INT = Pattern.compile("[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)");
        private static final Pattern FLOAT = Pattern.compile("[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+]?[0-9]+)?"
                + "|[0-9][0-9_]*[eE][-+]?[0-9]+|\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");

        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, tag.equals(Tag.INT) ? INT : tag.equals(Tag.FLOAT) ? FLOAT : regexp,
                        first, limit);
            }
        }
    }

    private static final class CarefulTexts extends Representer {
        private boolean inOneLine;

        CarefulTexts(DumperOptions look) {
            super(look);
            representers.put(String.class, text -> text((String) text));
            // without these representers, the YAML library would write the class name BigDecimal
            representers.put(BigDecimal.class, number -> representScalar(Tag.FLOAT, plain((BigDecimal) number)));
            representers.put(BigInteger.class, number -> representScalar(Tag.INT, number.toString()));
        }

        private Node text(String text) {
            boolean isPlain = PLAIN.matcher(text).matches()
                    && !RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT));
            boolean isBlock = !inOneLine && text.indexOf('\n') >= 0 && !ODD.matcher(text).find();
            return representScalar(Tag.STR, text, isPlain
                    ? DumperOptions.ScalarStyle.PLAIN
                    : isBlock ? DumperOptions.ScalarStyle.LITERAL : DumperOptions.ScalarStyle.DOUBLE_QUOTED);
        }

        private static String plain(BigDecimal number) {
            return number.toPlainString();
        }
    }

    /** Whether a document is a map with texts as keys, as every manifest is. */
    public static boolean isObject(Object document) {
        return document instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance);
    }
}
