package dev.dpm.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.dpm.cli.written.Grammar;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Makes the man pages of all commands from the same declarations as {@code --help}: dpm.1, and dpm-COMMAND.1 for each
 * command, in the language of man(7).
 */
public final class ManPages {

    private static final String JAR = "java -jar dpm-runner.jar";

    private final String version;
    private final CommandLine tree = CommandList.tree();

    /** Makes the pages of a version, such as 0.1.0, which stands in their footers. */
    public ManPages(String version) {
        this.version = version;
    }

    /** The pages by the names of their files. */
    public Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("dpm.1", overview());
        CommandList.NAMES.forEach(name -> pages.put("dpm-" + name + ".1",
                page(name, tree.getSubcommands().get(name).getCommandSpec())));
        return pages;
    }

    private String overview() {
        StringBuilder page = head("dpm", "keeps programs running and within their limits");
        section(page, "SYNOPSIS").append(".B dpm\n.I COMMAND\n[options]\n");
        section(page, "DESCRIPTION")
                .append("""
                        dpm starts programs, watches the CPU and memory of their whole process trees, restarts what crashes or \
                        stays over a threshold, gives up cleanly when restarting does not help, and tells why it did what it did.
                        """);
        section(page, "COMMANDS");
        CommandList.NAMES.forEach(name -> page.append(".TP\n.BR dpm-").append(dashes(name)).append(" (1)\n")
                .append(text(firstSentence(tree.getSubcommands().get(name).getCommandSpec()))).append('\n'));
        section(page, "EXIT STATUS").append("""
                0: done; status: all well. 1: failed; status: something needs attention. 2: bad input, nothing was \
                changed. 3: no runner runs. 4: the runner does not answer. 70: run gave up.
                """);
        section(page, "FILES").append("""
                .TP
                .I ~/.dpm
                All files of a runner, or of
                .B DPM_HOME
                where that is set.
                .TP
                .I /etc/dpm/dpm.yaml
                The targets of the service dpm-runner.
                """);
        section(page, "ENVIRONMENT").append(".TP\n.B DPM_HOME\nThe folder of all files.\n.TP\n.B DPM_OPTION\n")
                .append("Any option, such as DPM_MONITOR_INTERVAL, where no flag says otherwise.\n");
        return page.toString();
    }

    private String page(String name, CommandSpec command) {
        StringBuilder page = head("dpm-" + name, firstSentence(command));
        section(page, "SYNOPSIS").append(".B dpm ").append(dashes(name)).append('\n');
        String rest = String.join(" ", command.usageMessage().customSynopsis())
                .replaceFirst("^" + Grammar.PROGRAM + " " + name + " ?", "");
        if (!rest.isBlank()) {
            page.append(text(rest)).append('\n');
        }
        section(page, "DESCRIPTION").append(text(String.join(" ", command.usageMessage().description()))).append('\n');
        List<PositionalParamSpec> words = command.positionalParameters();
        if (!words.isEmpty()) {
            section(page, "ARGUMENTS");
            words.forEach(word -> described(page, word.paramLabel(), word));
        }
        section(page, "OPTIONS");
        command.options().stream().filter(option -> !option.hidden())
                .forEach(option -> described(page, shape(option), option));
        section(page, "EXAMPLES");
        List.of(command.usageMessage().footer()).stream().filter(line -> line.contains(JAR))
                .forEach(line -> page.append(".PP\n.nf\n").append(text(line.strip().replace(JAR, "dpm")))
                        .append("\n.fi\n"));
        section(page, "SEE ALSO").append(".BR dpm (1)\n");
        return page.toString();
    }

    private static String shape(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return String.join(", ", option.names()) + value;
    }

    private static void described(StringBuilder page, String term, ArgSpec what) {
        page.append(".TP\n.B ").append(text(term)).append('\n').append(text(String.join(" ", what.description())))
                .append('\n');
    }

    private StringBuilder head(String name, String does) {
        return new StringBuilder(".TH \"").append(dashes(name.toUpperCase(java.util.Locale.ROOT)))
                .append("\" 1 \"\" \"dpm-runner ").append(version).append("\" \"dpm-runner\"\n.SH NAME\n")
                .append(dashes(name)).append(" \\- ").append(text(does.replaceFirst("\\.$", ""))).append('\n');
    }

    private static StringBuilder section(StringBuilder page, String title) {
        return page.append(".SH ").append(title).append('\n');
    }

    private static String firstSentence(CommandSpec command) {
        return String.join(" ", command.usageMessage().description()).replaceFirst("(?s)[.:;] .*", "")
                .replaceFirst("\\.$", "");
    }

    /** Escapes what troff would read as its own: backslashes, hyphens, and a dot or a quote that begins a line. */
    private static String text(String words) {
        return words.replace("%%", "%").replace("\\", "\\e").replace("-", "\\-").lines().map(String::strip)
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .collect(Collectors.joining("\n"));
    }

    private static String dashes(String name) {
        return name.replace("-", "\\-");
    }
}
