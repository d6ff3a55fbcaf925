package dev.dpm.cli.written;

import dev.dpm.config.ProgramName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds picocli's model of a command without reflection, which is the slowest part of picocli's start-up. */
public final class Grammar {

    /** The program's name, with which its error messages begin. */
    public static final String PROGRAM = ProgramName.get();
    /** What a person types before the name of a command. */
    public static final String TYPED = ProgramName.typed();
    private static final String EXAMPLE = "  " + TYPED + " ";

    private final CommandSpec spec;

    /**
     * Begins the grammar of one command.
     *
     * @param synopsis the words that may follow the command's name
     * @param does one sentence that says what the command does
     */
    public Grammar(String command, String synopsis, String does) {
        spec = CommandSpec.create().name(PROGRAM + " " + command);
        spec.usageMessage().description(escape(does))
                .customSynopsis(escape(TYPED + " " + command + (synopsis.isEmpty() ? "" : " " + synopsis)))
                .sortOptions(false).width(110).longOptionsMaxWidth(40);
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("shows this").build());
    }

    /** Adds an option without a value to the command. */
    public Grammar flag(String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(boolean.class).arity("0").description(escape(doc)).build());
        return this;
    }

    /** Adds an option without a value to the command; help does not show it. */
    public Grammar hiddenFlag(String name) {
        spec.addOption(OptionSpec.builder(name).type(boolean.class).arity("0").hidden(true).build());
        return this;
    }

    /** Adds an option with a value to the command; the user may write it once. */
    public Grammar value(String metavar, String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(String.class).arity("1").paramLabel(metavar)
                .description(escape(doc)).build());
        return this;
    }

    /** Adds an option with a value to the command; the user may write it several times. */
    Grammar values(String metavar, String doc, String... names) {
        spec.addOption(OptionSpec.builder(names).type(String[].class).arity("1").paramLabel(metavar)
                .description(escape(doc)).build());
        return this;
    }

    /** Adds a required argument to the command, which then has no other argument. */
    public Grammar argument(String metavar, String doc) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("1").required(true).type(String.class)
                .paramLabel(metavar).description(escape(doc)).build());
        return this;
    }

    /**
     * Adds an argument for the words that select targets: names, patterns and groups, any number of each. Adds also the
     * option for labels.
     */
    public Grammar names(String doc) {
        return values("LABELS", Selector.DOC, Selector.FLAGS).words(Names.METAVAR, doc, "0..*");
    }

    /** Adds an argument of one or more words, which are no names of targets. */
    public Grammar words(String metavar, String doc) {
        return words(metavar, doc, "1..*");
    }

    /** Adds an argument of any number of words, which are no names of targets. */
    public Grammar optionalWords(String metavar, String doc) {
        return words(metavar, doc, "0..*");
    }

    private Grammar words(String metavar, String doc, String arity) {
        spec.addPositional(PositionalParamSpec.builder().index("0..*").arity(arity).required(arity.startsWith("1"))
                .type(String[].class).paramLabel(metavar).description(escape(doc)).build());
        return this;
    }

    /** Completes the command's grammar, with example command lines at the end of the help. */
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

    /** Escapes percent signs in a help text, since picocli reads help texts as formats (java.util.Formatter). */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }
}
