package dev.dpm.config.value;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the words of a command as one line, from which a shell reads the same words. */
public final class ShellText {

    // the asterisk is not quoted, since it masks secrets in commands that people read
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./*^~{}\\[\\]-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private ShellText() {
    }

    /**
     * Joins words with spaces. A word that a shell would split, drop or interpret stands in single quotes, so an empty
     * word is {@code ''}. Patterns such as {@code *.log} are not quoted.
     */
    public static String of(List<String> words) {
        return words.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /**
     * Joins the arguments of a running process. A single argument stays as it is: it may be a title that the process
     * gave itself, such as {@code nginx: worker process}.
     */
    public static String ofProcess(List<String> arguments) {
        return arguments.size() == 1 ? arguments.get(0) : of(arguments);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
