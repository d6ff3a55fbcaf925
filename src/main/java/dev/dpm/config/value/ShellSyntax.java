package dev.dpm.config.value;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds parts of a command line that only a shell understands, such as {@code ;}, {@code |}, {@code >} and {@code ~/}. A program
 * without a shell gets them as plain text, unless they are in quotes.
 */
public final class ShellSyntax {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern PART = Pattern.compile("""
            (?<!\\S)(?:[0-9]?(?:>>|>&|<<|[<>])|&>|&&|&|\\|\\||\\|)\
            |(?:;|&&|&|\\|\\||\\|)(?!\\S)\
            |\\$\\(|`\
            |\\$\\{?[A-Za-z_][A-Za-z0-9_]*\
            |(?<!\\S)~/\
            |(?<!\\S)\\\\(?!\\S)""");

    private ShellSyntax() {
    }

    /**
     * The parts of a line that only a shell understands, each once and in order; empty: a shell would see the same words.
     */
    public static List<String> in(String line) {
        return PART.matcher(QUOTED.matcher(line).replaceAll("q")).results().map(MatchResult::group)
                .map(part -> part.startsWith("${") ? part + "}" : part).distinct().toList();
    }
}
