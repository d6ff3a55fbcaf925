package dev.dpm.config.value;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the parts of a command line that only a shell understands: operators such as {@code ;}, {@code |} and {@code
 * >}, substitutions, variables, {@code ~/} and a backslash at the end of a line. A program that is started without a
 * shell gets these parts as plain text.
 *
 * <p> Parts in quotes are not found, since the author put the quotes there to get plain text. An operator counts only
 * where it begins or ends a word: {@code x>=1} and {@code ?a=1&b=2} are ordinary arguments.
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
     * The parts of a line that only a shell would interpret, each once, in their order. Empty if a shell would split
     * the line into the same words as dpm-runner. A variable appears with its name alone, without its default.
     */
    public static List<String> in(String line) {
        return PART.matcher(QUOTED.matcher(line).replaceAll("q")).results().map(MatchResult::group)
                .map(part -> part.startsWith("${") ? part + "}" : part).distinct().toList();
    }
}
