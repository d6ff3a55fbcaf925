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

/** The names of the targets to which a command applies, and the error messages for unknown names. */
public final class Names {

    static final String METAVAR = "NAME...";
    public static final String DOC = "names, patterns such as 'web-*', groups such as @shop, names with instances, or all";
    private static final int NOT_FOUND = 404;

    private Names() {
    }

    /**
     * Checks that a word is a valid name of a target, and returns it. Names become parts of paths and URLs, so an
     * invalid name is refused.
     */
    public static String require(String name) throws CommandFailed {
        if (!TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "'" + name + "' cannot be the name of a target; allowed: " + TargetName.ALLOWED);
        }
        return name;
    }

    /**
     * The names of the targets that a command's words select, each once; empty if the words select none. A single name
     * is returned even if no target has it, since the runner's answer says whether the target exists.
     */
    public static List<String> of(WrittenCommand words, RuntimeDirectory home) throws CommandFailed {
        return of(Selector.of(words), home);
    }

    /** The names of the targets that a selector selects, each once; empty if it selects none. */
    public static List<String> of(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.isNothing()) {
            return List.of();
        }
        return selector.onlyName().isPresent() && !isFamily(selector, home)
                ? List.of(require(selector.onlyName().get()))
                : selector.among(lastKnown(home).targets());
    }

    /**
     * Whether the selector is a single word that is the name of a target with instances, such as {@code web} for {@code
     * web-0} and {@code web-1}, and not of a single target.
     */
    public static boolean isFamily(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.onlyName().isEmpty()) {
            return false;
        }
        String word = selector.onlyName().get();
        LastKnown known = lastKnown(home);
        return known.find(word).isEmpty() && !Selector.instances(word, known.targets()).isEmpty();
    }

    /** The names of the targets that a command's words select; throws if they select no target. */
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

    /**
     * Returns the runner's answer about a target, or throws if the answer says that the runner has no target of this
     * name.
     */
    public static HttpAnswer known(HttpAnswer answer, String name, RuntimeDirectory home) throws CommandFailed {
        if (answer.status() == NOT_FOUND) {
            throw unknown(name, home);
        }
        return answer.orFail();
    }

    /** The names of all targets of the last runner of this home folder, read from its state files. */
    public static List<String> known(RuntimeDirectory home) throws CommandFailed {
        return lastKnown(home).targets().stream().map(KnownTarget::name).toList();
    }

    /** Reads the state that the last runner of this home folder wrote about its targets. */
    public static LastKnown lastKnown(RuntimeDirectory home) throws CommandFailed {
        try {
            return LastKnown.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
