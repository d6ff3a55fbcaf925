package dev.dpm.cli.written;

import dev.dpm.config.ProgramName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Builds the model of a command's options for the parser picocli. The model is built without reflection, which is the slowest
 * part of picocli's start.
 */
public final class Grammar {

    public static final String PROGRAM = ProgramName.get();
    /** The words that a user types before the name of a command, such as {@code dpm-runner}. */
    public static final String TYPED = ProgramName.typed();
    private static final String EXAMPLE = "  " + TYPED + " ";

    private final CommandSpec spec;

    /**
     * Begins the grammar of a command.
     * @param synopsis the words after the command's name, for the help
     * @param does one sentence for the help about what the command does
     */
    public Grammar(String command, String synopsis, String does) {
        spec = CommandSpec.create().name(PROGRAM + " " + command);
        spec.usageMessage().description(escape(does))
                .customSynopsis(escape(TYPED + " " + command + (synopsis.isEmpty() ? "" : " " + synopsis)))
                .sortOptions(false).width(110).longOptionsMaxWidth(40);
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("shows this").build());
    }

    public Grammar flag(String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(boolean.class).arity("0").description(escape(doc)).build());
        return this;
    }

    public Grammar hiddenFlag(String name) {
        spec.addOption(OptionSpec.builder(name).type(boolean.class).arity("0").hidden(true).build());
        return this;
    }

    public Grammar value(String metavar, String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(String.class).arity("1").paramLabel(metavar)
                .description(escape(doc)).build());
        return this;
    }

    Grammar values(String metavar, String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(String[].class).arity("1").paramLabel(metavar)
                .description(escape(doc)).build());
        return this;
    }

    /** Adds a required argument. A command has at most one. */
    public Grammar argument(String metavar, String doc) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class)
                .paramLabel(metavar).description(escape(doc)).build());
        return this;
    }

    /** Adds the arguments that select targets (names, patterns, groups), and the option for labels. */
    public Grammar names(String doc) {
        return values("LABELS", Selector.DOC, Selector.FLAGS).words(Names.METAVAR, doc, "0..*");
    }

    public Grammar words(String metavar, String doc) {
        return words(metavar, doc, "1..*");
    }

    public Grammar optionalWords(String metavar, String doc) {
        return words(metavar, doc, "0..*");
    }

    private Grammar words(String metavar, String doc, String arity) {
        spec.addPositional(PositionalParamSpec.builder().index("0..*").arity(arity).required(arity.startsWith("1"))
                .type(String[].class).paramLabel(metavar).description(escape(doc)).build());
        return this;
    }

    /**
     * Completes the grammar of the command.
     * @param words examples for the help
     */
    public CommandSpec example(String... words) {
        String[] footer = new String[words.length + 2];
        footer[0] = "";
        footer[1] = words.length == 1 ? "Example:" : "Examples:";
        for (int i = 0; i < words.length; i++) {
            footer[i + 2] = escape(EXAMPLE + words[i]);
        }
        spec.usageMessage().footer(footer);
        return spec;
    }

    /** Escapes percent signs in a help text, since picocli passes it to java.util.Formatter. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }
}
