package dev.dpm.cli.written;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.config.resolve.Spelling;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.TargetName;

/** The names of targets that a command applies to, and the sentences for unknown names. */
public final class Names {

    static final String METAVAR = "NAME...";
    public static final String DOC = "names, patterns such as 'web-*', groups such as @shop, names with instances, or all";
    private static final int NOT_FOUND = 404;

    private Names() {
    }

    /** Checks that a word is a valid name, since names become part of paths and URLs. */
    public static String require(String name) throws CommandFailed {
        if (!TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "'" + name + "' cannot be the name of a target; allowed: " + TargetName.ALLOWED);
        }
        return name;
    }

    /**
     * The targets that a command's words select, each once; empty where the words select nothing. A name that is the
     * only word is not checked here: the runner reports whether the target is known.
     */
    public static List<String> of(WrittenCommand words, RuntimeDirectory home) throws CommandFailed {
        return of(Selector.of(words), home);
    }

    /** The targets that a selector names, each once; empty where the selector selects nothing. */
    public static List<String> of(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.isNothing()) {
            return List.of();
        }
        return selector.onlyName().isPresent() && !isFamily(selector, home)
                ? List.of(require(selector.onlyName().get()))
                : selector.among(lastKnown(home).targets());
    }

    /**
     * Whether the selector is a single word that names no target but a group of instances ({@code web} for
     * {@code web-0} and {@code web-1}).
     */
    public static boolean isFamily(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.onlyName().isEmpty()) {
            return false;
        }
        String word = selector.onlyName().get();
        LastKnown known = lastKnown(home);
        return known.find(word).isEmpty() && !Selector.instances(word, known.targets()).isEmpty();
    }

    /** The selected targets, for a command that needs at least one target. */
    public static List<String> required(WrittenCommand words, String command, RuntimeDirectory home)
            throws CommandFailed {
        List<String> names = of(words, home);
        if (names.isEmpty()) {
            throw missing(command);
        }
        return names;
    }

    public static CommandFailed missing(String command) {
        return new CommandFailed(ExitCodes.USAGE, command + ": " + METAVAR + " is missing (see " + Grammar.TYPED
                + " " + command + " --help)");
    }

    public static CommandFailed unknown(String name, Collection<String> known) {
        Optional<String> near = Spelling.nearest(name, known);
        return new CommandFailed(ExitCodes.USAGE, "no target is called " + name
                + near.map(word -> ": did you mean " + word + "? `status` lists them").orElse(": `status` lists them"));
    }

    public static CommandFailed unknown(String name, RuntimeDirectory home) throws CommandFailed {
        return unknown(name, known(home));
    }

    /** Checks that the runner knows the target that an answer is about. */
    public static HttpAnswer known(HttpAnswer answer, String name, RuntimeDirectory home) throws CommandFailed {
        if (answer.status() == NOT_FOUND) {
            throw unknown(name, home);
        }
        return answer.orFail();
    }

    /** The names of all targets that the last runner of this home knew, from its state files. */
    public static List<String> known(RuntimeDirectory home) throws CommandFailed {
        return lastKnown(home).targets().stream().map(KnownTarget::name).toList();
    }

    /** The state that the last runner wrote about its targets. */
    public static LastKnown lastKnown(RuntimeDirectory home) throws CommandFailed {
        try {
            return LastKnown.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
