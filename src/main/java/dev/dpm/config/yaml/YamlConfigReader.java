package dev.dpm.config.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import dev.dpm.config.ConfigFault;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;

/**
 * Reads a configuration file as nodes of the YAML library, which keep line numbers and duplicate keys. Size, depth and aliases
 * are limited, and tags in the file create no Java objects.
 */
public final class YamlConfigReader {

    static final int LARGEST_BYTES = 1 << 20;
    /** The deepest nesting that is accepted; a configuration needs four levels. */
    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 50;
    private static final String ALLOWED = "; allowed for --config and check: a readable YAML file";

    /** Reads a configuration file. The faults name the file without its folder. */
    public Reading read(Path file) {
        return read(file, NativePaths.shown(Optional.ofNullable(file.getFileName()).orElse(file)));
    }

    /**
     * @param name the file's name as faults show it
     */
    Reading read(Path file, String name) {
        return read(file, name, Optional.of(new Includes(file.toAbsolutePath(), this)));
    }

    /** @param includes reads included files; empty: the file may not include others */
    Reading read(Path file, String name, Optional<Includes> includes) {
        Path absolute = file.toAbsolutePath();
        try {
            return readText(absolute, name, decode(bytes(absolute)), includes);
        } catch (Unreadable e) {
            return fault(name, NativePaths.shown(absolute) + " " + e.getMessage());
        }
    }

    /**
     * Reads a text as a configuration file.
     *
     * @param file the absolute path of the file that contains this text, or will contain it
     */
    public Reading readAs(Path file, String text) {
        return readText(file, NativePaths.shown(Optional.ofNullable(file.getFileName()).orElse(file)), text,
                Optional.of(new Includes(file, this)));
    }

    private static byte[] bytes(Path file) throws Unreadable {
        if (!Files.exists(file)) {
            throw new Unreadable("does not exist" + ALLOWED);
        }
        if (!Files.isRegularFile(file)) {
            throw new Unreadable("is a folder or a device" + ALLOWED);
        }
        try {
            return BoundedFile.whole(file, LARGEST_BYTES)
                    .orElseThrow(() -> new Unreadable("is too large for a configuration; allowed: up to 1 MiB"));
        } catch (IOException e) {
            throw new Unreadable("cannot be read" + ALLOWED);
        }
    }

    private static String decode(byte[] bytes) throws Unreadable {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("is not UTF-8: save it as UTF-8");
        }
    }

    private static Reading readText(Path file, String name, String text, Optional<Includes> includes) {
        try {
            Optional<Node> root = Optional.ofNullable(compose(text));
            return root.map(node -> new FileWalk(file, name, includes).walk(node))
                    .orElseGet(() -> fault(name, "the file is empty: write targets, NAME and its options"));
        } catch (MarkedYAMLException e) {
            return fault(name + " line " + lineOf(e), "YAML does not allow what stands here: " + problem(e));
        } catch (ReaderException e) {
            return fault(name + " line " + lineAt(text, e.getPosition()),
                    "a character here is not allowed in YAML: remove it");
        } catch (RuntimeException e) {
            // the YAML library throws undocumented exceptions on odd input
            return fault(name,
                    "the file cannot be read as YAML: " + ConfigFault.quoted(String.valueOf(e.getMessage())));
        }
    }

    /** The root node of the only document; null: there is no document. */
    private static Node compose(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setCodePointLimit(LARGEST_BYTES);
        limits.setProcessComments(false);
        return new Composer(new ParserImpl(new StreamReader(text), limits), new Resolver(), limits).getSingleNode();
    }

    private static int lineOf(MarkedYAMLException e) {
        return e.getProblemMark() != null
                ? e.getProblemMark().getLine() + 1
                : e.getContextMark() != null ? e.getContextMark().getLine() + 1 : 1;
    }

    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem()).replaceAll("\\p{Cntrl}+", " ");
        if (problem.contains("\\t")) {
            return "a tab; indent with spaces";
        }
        return problem.startsWith("but found another document") ? "a second document; allowed: one" : problem;
    }

    private static int lineAt(String text, int codePoints) {
        return 1 + (int) text.codePoints().limit(codePoints).filter(c -> c == '\n').count();
    }

    private static Reading fault(String place, String sentence) {
        return new Reading(Optional.empty(), List.of(new ConfigFault(place, sentence)));
    }

    /** A file that cannot be read as text. The message follows the file's path. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }
}
