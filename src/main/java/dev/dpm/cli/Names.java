package dev.dpm.cli;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.Spelling;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.TargetName;

/** Resolves the names of targets as people write them: a name, a pattern such as {@code 'web-*'}, or {@code all}. */
final class Names {

    static final String METAVAR = "NAME...";
    static final String DOC = "names, patterns such as 'web-*', or all";
    private static final String ALL = "all";
    private static final int NOT_FOUND = 404;

    private Names() {
    }

    /** Checks that a word can be a name, since it becomes part of paths and URLs. */
    static String require(String name) throws CommandFailed {
        if (!TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "'" + name + "' cannot be the name of a target; allowed: " + TargetName.ALLOWED);
        }
        return name;
    }

    /** Whether a word is a name, neither a pattern nor {@code all}. */
    static boolean isPlain(String word) {
        return !word.equals(ALL) && word.indexOf('*') < 0 && word.indexOf('?') < 0;
    }

    /**
     * The targets for some words, each once. A name that is the only word is taken unchecked: the runner reports
     * whether it is known. Of several words, each must match a target, or nothing is done.
     */
    static List<String> of(List<String> words, RuntimeDirectory home) throws CommandFailed {
        if (words.size() == 1 && isPlain(words.get(0))) {
            return List.of(require(words.get(0)));
        }
        return of(words, known(home));
    }

    /**
     * The targets for some words.
     *
     * @param known all names, in the order for {@code all}
     */
    static List<String> of(List<String> words, Collection<String> known) throws CommandFailed {
        Set<String> chosen = new LinkedHashSet<>();
        for (String word : words) {
            List<String> meant = known.contains(word) ? List.of(word) : matching(word, known);
            if (meant.isEmpty()) {
                throw isPlain(word) ? unknown(require(word), known) : nothingMatches(word, known);
            }
            chosen.addAll(meant);
        }
        return List.copyOf(chosen);
    }

    private static List<String> matching(String word, Collection<String> known) {
        if (isPlain(word)) {
            return List.of();
        }
        return known.stream().filter(name -> word.equals(ALL) || matches(word, name)).toList();
    }

    /**
     * Whether a name matches a pattern: {@code *} stands for any letters, {@code ?} for one. Backtracks to the last
     * star only, so the time is bounded by the product of the lengths.
     */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        int i = 0;
        while (i < name.length()) {
            boolean isSame = at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i));
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                behindStar = i;
            } else if (isSame) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private static CommandFailed nothingMatches(String pattern, Collection<String> known) {
        return new CommandFailed(ExitCodes.USAGE, (known.isEmpty()
                ? "no target is known"
                : "no target matches '" + pattern + "'") + ": `status` lists them");
    }

    static CommandFailed unknown(String name, Collection<String> known) {
        Optional<String> near = Spelling.nearest(name, known);
        return new CommandFailed(ExitCodes.USAGE, "no target is called " + name
                + near.map(word -> ": did you mean " + word + "? `status` lists them").orElse(": `status` lists them"));
    }

    static CommandFailed unknown(String name, RuntimeDirectory home) throws CommandFailed {
        return unknown(name, known(home));
    }

    /** Checks that the runner knows the target that an answer is about. */
    static HttpAnswer known(HttpAnswer answer, String name, RuntimeDirectory home) throws CommandFailed {
        if (answer.status() == NOT_FOUND) {
            throw unknown(name, home);
        }
        return answer.orFail();
    }

    /** Names of all targets that have state. */
    static List<String> known(RuntimeDirectory home) throws CommandFailed {
        return lastKnown(home).targets().stream().map(KnownTarget::name).toList();
    }

    /** The state that the last runner wrote about its targets. */
    static LastKnown lastKnown(RuntimeDirectory home) throws CommandFailed {
        try {
            return LastKnown.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
