package dev.dpm.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.RunnerSpec.LogFormat;
import dev.dpm.config.RunnerSpec.LogLevel;
import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.StopScope;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Creates completion scripts for shells. A script reads the names of targets from the state files in the home folder, since
 * starting a JVM at each key press would be too slow.
 */
final class CompletionScript {

    /** The names under which users call dpm-runner in a shell. */
    private static final String PROGRAMS = "dpm dpm-runner";
    private static final Set<String> TAKE_NAMES = Set.of("start", "stop", "status", "restart", "remove", "reload",
            "signal", "logs",
            "events", "incidents", "incident");
    private static final Set<String> TAKE_ONE = Set.of("incident");
    private static final String SIGNALS = "HUP INT TERM KILL USR1 USR2 QUIT WINCH STOP CONT";
    private static final String SELECTOR = "-l";
    private static final Set<String> PATHS = Set.of("FILE", "FOLDER");
    /** A text that no option with a fixed set of values accepts. An option that accepts this text accepts any text. */
    private static final String NONSENSE = "qqqq";

    private final Map<String, List<OptionSpec>> options = new LinkedHashMap<>();

    CompletionScript() {
        for (String name : CommandList.NAMES) {
            options.put(name, CommandList.byName(name).orElseThrow().spec().options().stream()
                    .filter(option -> !option.hidden()).toList());
        }
    }

    String bash() {
        return words() + """

                _dpm_runner() {
                  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} i
                  COMPREPLY=()
                  # bash takes --option=value for three words
                  if [ "$cur" = = ]; then cur=''; elif [ "$prev" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
                  # and @group for two, of which it replaces the second
                  local at=''
                  if [ "$cur" = @ ]; then at=@ cur=''; elif [ "$prev" = @ ]; then at=@; fi
                  for ((i = 2; i < COMP_CWORD; i++)); do
                    if [ "${COMP_WORDS[i]}" = -- ]; then
                      if declare -F _command_offset >/dev/null; then _command_offset $((i + 1));
                      else COMPREPLY=($(compgen -c -f -- "$cur")); fi
                      return
                    fi
                  done
                  local command=''
                  [ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}
                  local words
                  words=$(_dpm_runner_words "$command" "$prev" "$cur")
                  if [ "$words" = FILES ]; then
                    # by lines, since names of files may contain blanks
                    compopt -o filenames -o default 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                  else
                    COMPREPLY=($(compgen -W "$words" -- "$at$cur"))
                    [ -z "$at" ] || COMPREPLY=("${COMPREPLY[@]#@}")
                  fi
                }
                complete -F _dpm_runner PROGRAMS
                """.replace("PROGRAMS", PROGRAMS);
    }

    /**
     * The completion script for zsh. The script also completes {@code java -jar dpm-runner.jar}, because zsh replaces an alias
     * by its command before it completes.
     */
    String zsh() {
        return words() + """

                _dpm_runner() {
                  local command='' prev=${words[CURRENT-1]} cur=${words[CURRENT]}
                  local at=${words[(i)--]}
                  if (( at < CURRENT )); then
                    shift $at words
                    (( CURRENT -= at ))
                    _normal
                    return
                  fi
                  (( CURRENT > 2 )) && command=${words[2]}
                  if [[ $cur == --*=* ]]; then
                    prev=${cur%%=*}
                    cur=${cur#*=}
                    compset -P '*='
                  fi
                  local -a found
                  found=(${(f)"$(_dpm_runner_words "$command" "$prev" "$cur")"})
                  if [[ ${found[1]-} == FILES ]]; then _files; else compadd -a found; fi
                }
                _dpm_runner_java() {
                  if [[ ${words[2]-} == -jar && ${words[3]-} == *dpm-runner*.jar ]] && (( CURRENT > 3 )); then
                    shift 2 words
                    (( CURRENT -= 2 ))
                    _dpm_runner
                  elif (( $+functions[_java] )) || [[ -n ${_dpm_java-} ]]; then
                    ${_dpm_java:-_java}
                  else
                    _default
                  fi
                }
                (( $+functions[compdef] )) || { autoload -Uz compinit; compinit -u; }
                [[ ${_comps[java]-} == _dpm_runner_java ]] || _dpm_java=${_comps[java]-}
                compdef _dpm_runner PROGRAMS
                compdef _dpm_runner_java java
                """.replace("PROGRAMS", PROGRAMS);
    }

    String fish() {
        StringBuilder script = new StringBuilder("""
                function __dpm_runner_names
                  set -l home $DPM_HOME
                  test -n "$home"; or set home $HOME/.dpm
                  for file in $home/state/targets/*.properties
                    string replace -r '.*/(.*)\\.properties$' '$1' -- $file
                  end
                end
                function __dpm_runner_groups
                  set -l home $DPM_HOME
                  test -n "$home"; or set home $HOME/.dpm
                  for file in $home/state/targets/*.properties
                    string replace -rf '^option\\.group=' '@' < $file
                  end | sort -u
                end
                function __dpm_runner_families
                  set -l home $DPM_HOME
                  test -n "$home"; or set home $HOME/.dpm
                  for file in $home/state/targets/*.properties
                    string match -q 'option.instances=*' < $file
                    and string replace -r '.*/(.*)-[0-9]+\\.properties$' '$1' -- $file
                  end | sort -u
                end
                function __dpm_runner_labels
                  set -l home $DPM_HOME
                  test -n "$home"; or set home $HOME/.dpm
                  for file in $home/state/targets/*.properties
                    string replace -rf '^option\\.labels=' '' < $file
                  end | string replace -ra '\\\\\\\\u001[fF]' \\n | string replace -a '\\\\' '' | sort -u
                end
                function __dpm_runner_at
                  set -l words (commandline -opc)
                  contains -- -- $words; and return 1
                  test (count $words) -gt 1; and contains -- $words[2] $argv
                end
                function __dpm_runner_begins
                  test (count (commandline -opc)) -eq 1
                end
                """);
        for (String program : PROGRAMS.split(" ")) {
            script.append("complete -c ").append(program).append(" -e\n");
            fish(script, "complete -c " + program + " ");
        }
        return script.toString();
    }

    private void fish(StringBuilder script, String complete) {
        script.append(complete).append("-f\n");
        script.append(complete).append("-n __dpm_runner_begins -a '").append(String.join(" ", CommandList.NAMES))
                .append(" --help --version'\n");
        script.append(complete).append("-n '__dpm_runner_at ").append(String.join(" ", new TreeSet<>(TAKE_NAMES)))
                .append("' -a '(__dpm_runner_names)'\n");
        script.append(complete).append("-n '__dpm_runner_at ")
                .append(TAKE_NAMES.stream().filter(command -> !TAKE_ONE.contains(command)).sorted()
                        .collect(Collectors.joining(" ")))
                .append("' -a '(__dpm_runner_groups)'\n");
        script.append(complete).append("-n '__dpm_runner_at completion' -a 'bash zsh fish'\n");
        script.append(complete).append("-n '__dpm_runner_at scale' -a '(__dpm_runner_families)'\n");
        script.append(complete).append("-n '__dpm_runner_at signal' -a '").append(SIGNALS).append("'\n");
        script.append(complete).append("-n '__dpm_runner_at check import' -F\n");
        script.append(complete).append("-n 'contains -- -- (commandline -opc)' -F\n");
        options.forEach((command, specs) -> specs.forEach(option -> {
            for (String name : option.names()) {
                boolean isLong = name.startsWith("--");
                script.append(complete).append("-n '__dpm_runner_at ").append(command)
                        .append(isLong ? "' -l " : "' -s ")
                        .append(name.substring(isLong ? 2 : 1));
                script.append(takesValue(option) ? isPath(option) ? " -rF" : " -x" : "");
                List<String> values = values(option);
                script.append(isSelector(option)
                        ? " -a '(__dpm_runner_labels)'"
                        : values.isEmpty() ? "" : " -a '" + String.join(" ", values) + "'").append('\n');
            }
        }));
    }

    /**
     * The shell function that the scripts for bash and zsh share. The function prints the possible words, one per line, or
     * {@code FILES} if file names are possible.
     */
    private String words() {
        StringBuilder script = new StringBuilder("""
                # completion of dpm-runner; made by `dpm-runner completion`
                _dpm_runner_names() {
                  [ -n "${ZSH_VERSION-}" ] && setopt local_options null_glob
                  local file
                  for file in "${DPM_HOME:-$HOME/.dpm}"/state/targets/*.properties; do
                    [ -e "$file" ] || continue
                    file=${file##*/}
                    printf '%s\\n' "${file%.properties}"
                  done 2>/dev/null
                }
                _dpm_runner_groups() {
                  [ -n "${ZSH_VERSION-}" ] && setopt local_options null_glob
                  # a glob that finds nothing would make sed read the keyboard
                  sed -n 's/^option.group=/@/p' /dev/null "${DPM_HOME:-$HOME/.dpm}"/state/targets/*.properties \
                    2>/dev/null | sort -u
                }
                _dpm_runner_families() {
                  [ -n "${ZSH_VERSION-}" ] && setopt local_options null_glob
                  grep -l '^option.instances=' /dev/null "${DPM_HOME:-$HOME/.dpm}"/state/targets/*.properties \
                    2>/dev/null | sed 's|.*/||; s|-[0-9]*[.]properties$||' | sort -u
                }
                _dpm_runner_labels() {
                  [ -n "${ZSH_VERSION-}" ] && setopt local_options null_glob
                  # of several labels of a target, each after the first begins behind the separator U+001F
                  sed -n 's/^option.labels=//p' /dev/null "${DPM_HOME:-$HOME/.dpm}"/state/targets/*.properties \
                    2>/dev/null | sed 's/\\\\[uU]001[fF]/\\n/g' | tr '\\037' '\\n' | tr -d '\\\\' | sort -u
                }
                # $1: the command, empty where it is still to come; $2: the word before; $3: what is there of the word
                _dpm_runner_words() {
                  case "$1" in
                    '') printf '%s\\n' COMMANDS --help --version; return ;;
                  esac
                  case "$1 $2" in
                """.replace("COMMANDS", String.join(" ", CommandList.NAMES)));
        options.forEach((command, specs) -> specs.stream().filter(CompletionScript::takesValue).forEach(option -> script
                .append("    ").append(Arrays.stream(option.names()).map(name -> "'" + command + " " + name + "'")
                        .collect(Collectors.joining("|")))
                .append(") ").append(printed(option)).append("return ;;\n")));
        script.append("  esac\n  case \"$1\" in\n");
        options.forEach((command, specs) -> script.append("    ").append(command).append(") ")
                .append(command(command, specs)).append(";;\n"));
        return script.append("  esac\n}\n").toString();
    }

    private static String printed(OptionSpec option) {
        if (isSelector(option)) {
            return "_dpm_runner_labels; ";
        }
        if (isPath(option)) {
            return "echo FILES; ";
        }
        List<String> values = values(option);
        return values.isEmpty() ? "" : "printf '%s\\n' " + String.join(" ", values) + "; ";
    }

    private static String command(String command, List<OptionSpec> specs) {
        String names = specs.stream().flatMap(option -> Stream.of(option.names())).collect(Collectors.joining(" "));
        String rest = TAKE_NAMES.contains(command)
                ? "_dpm_runner_names" + (TAKE_ONE.contains(command) ? "" : "; _dpm_runner_groups")
                        + (command.equals("signal") ? "; printf '%s\\n' " + SIGNALS : "")
                : switch (command) {
                    case "check", "import" -> "echo FILES";
                    case "scale" -> "_dpm_runner_families";
                    case "completion" -> "printf '%s\\n' bash zsh fish";
                    default -> ":";
                };
        return "case \"$3\" in -*) printf '%s\\n' " + names + " ;; *) " + rest + " ;; esac ";
    }

    private static boolean isSelector(OptionSpec option) {
        return Arrays.asList(option.names()).contains(SELECTOR);
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static boolean isPath(OptionSpec option) {
        return PATHS.contains(option.paramLabel());
    }

    /** The values that an option accepts. Empty: the option accepts any value, or takes none. */
    static List<String> values(OptionSpec option) {
        Optional<Option<?>> known = Options.byName(option.longestName().replaceFirst("^--", ""));
        if (known.isEmpty() || !takesValue(option) || takes(known.get(), NONSENSE)) {
            return List.of();
        }
        return everyWord().stream().filter(word -> takes(known.get(), word)).toList();
    }

    private static boolean takes(Option<?> option, String word) {
        try {
            option.parse(word);
            return true;
        } catch (BadValue e) {
            return false;
        }
    }

    private static Set<String> everyWord() {
        Set<String> words = new LinkedHashSet<>(List.of("off", "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "KILL"));
        List<Enum<?>> constants = new ArrayList<>();
        for (Enum<?>[] group : List.<Enum<?>[]>of(RestartMode.values(), OnExhausted.values(), OutputMode.values(),
                MemoryBasis.values(), StopScope.values(), LogFormat.values(), BreachAction.Kind.values())) {
            constants.addAll(Arrays.asList(group));
        }
        constants.forEach(constant -> words.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        Arrays.stream(LogLevel.values()).forEach(level -> words.add(level.name()));
        return words;
    }
}
