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

/** Finds the names of the targets that a command's words select. */
public final class Names {

    static final String METAVAR = "NAME...";
    public static final String DOC = "names, patterns such as 'web-*', groups such as @shop, names with instances, or all";
    private static final int NOT_FOUND = 404;

    private Names() {
    }

    /**
     * Checks the name of a target, which becomes part of paths and URLs.
     * @throws CommandFailed if the name is not valid
     */
    public static String require(String name) throws CommandFailed {
        if (!TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "'" + name + "' cannot be the name of a target; allowed: " + TargetName.ALLOWED);
        }
        return name;
    }

    /**
     * The names of the targets that the words of a command select, each once. Empty: the words select none. A single name may
     * be unknown; the runner's answer then says so.
     */
    public static List<String> of(WrittenCommand words, RuntimeDirectory home) throws CommandFailed {
        return of(Selector.of(words), home);
    }

    /** The names of the targets that a selector selects, each once. Empty: it selects none. */
    public static List<String> of(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.isNothing()) {
            return List.of();
        }
        return selector.onlyName().isPresent() && !isFamily(selector, home)
                ? List.of(require(selector.onlyName().get()))
                : selector.among(lastKnown(home).targets());
    }

    /**
     * Whether the selector is only the name of a target with several instances, such as {@code web} for {@code web-0} and
     * {@code web-1}.
     */
    public static boolean isFamily(Selector selector, RuntimeDirectory home) throws CommandFailed {
        if (selector.onlyName().isEmpty()) {
            return false;
        }
        String word = selector.onlyName().get();
        LastKnown known = lastKnown(home);
        return known.find(word).isEmpty() && !Selector.instances(word, known.targets()).isEmpty();
    }

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
     * Returns the runner's answer about a target.
     * @throws CommandFailed if the answer says that the target is unknown
     */
    public static HttpAnswer known(HttpAnswer answer, String name, RuntimeDirectory home) throws CommandFailed {
        if (answer.status() == NOT_FOUND) {
            throw unknown(name, home);
        }
        return answer.orFail();
    }

    /** The names of all targets of the runner that used the home folder last. */
    public static List<String> known(RuntimeDirectory home) throws CommandFailed {
        return lastKnown(home).targets().stream().map(KnownTarget::name).toList();
    }

    /** The state files of the runner that used the home folder last. */
    public static LastKnown lastKnown(RuntimeDirectory home) throws CommandFailed {
        try {
            return LastKnown.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
