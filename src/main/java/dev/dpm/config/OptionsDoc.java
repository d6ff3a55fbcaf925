package dev.dpm.config;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.config.Option.Place;
import dev.dpm.config.Option.Scope;

/** Writes the list of options for documentation and help. */
public final class OptionsDoc {

    private static final String NOTHING = "–";

    private OptionsDoc() {
    }

    public static String markdown() {
        String rows = Options.all().stream().map(OptionsDoc::row).collect(Collectors.joining());
        return "| option | environment | default | meaning |\n|---|---|---|---|\n" + rows;
    }

    private static String row(Option<?> option) {
        String environment = option.isAllowedIn(Place.ENVIRONMENT) ? code(option.environmentName()) : NOTHING;
        String byDefault = option.defaultText().map(OptionsDoc::code).orElse(NOTHING);
        String cells = String.join(" | ", code((option.flag() + " " + option.metavar()).strip()), environment,
                byDefault,
                option.doc().replace("|", "\\|"));
        return "| " + cells + " |\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** The keys of a configuration file as lines with key, default and meaning. */
    public static String fileKeys() {
        return "at the top:\n" + keys(Scope.RUNNER)
                + "  include               files whose targets and defaults belong to this one: [conf.d/*.yaml]\n"
                + "under defaults and under targets, NAME:\n" + keys(Scope.TARGET)
                + "under targets, NAME only:\n"
                + "  command               program and arguments: [prog, arg], or one line split at blanks\n"
                + "  args                  arguments of the script\n";
    }

    private static String keys(Scope scope) {
        List<Option<?>> options = Options.all().stream()
                .filter(option -> (scope == Scope.TARGET ? option.isForTargets() : option.scope() == scope)
                        && option.isAllowedIn(Place.FILE))
                .toList();
        return options.stream().map(option -> String.format("  %-21s %s%s\n", option.name(), option.doc(),
                option.defaultText().map(text -> " [" + text + "]").orElse(""))).collect(Collectors.joining());
    }
}
