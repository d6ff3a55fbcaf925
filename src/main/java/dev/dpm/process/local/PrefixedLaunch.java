package dev.dpm.process.local;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.Cookie;
import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;

/**
 * Launches a target through Java's ProcessBuilder and the programs of {@link LaunchPrefix}. This is slower than {@link
 * Spawn}, but works for every launch order and on every machine.
 *
 * @param terminal which process has the controlling terminal
 * @param properties the programs that set niceness, limits and other properties
 */
record PrefixedLaunch(LaunchPrefix prefix, TerminalUse terminal, PropertyPrefix properties) {

    ProcessBuilder builder(LaunchOrder order, Optional<UserSwitch> user, Cookie cookie) throws IOException {
        List<String> command = prefix.before(order, user, order.inheritStdin() ? terminal : TerminalUse.NONE,
                properties);
        Map<String, String> environment = new HashMap<>(order.environment());
        environment.put(LaunchOrder.COOKIE, cookie.text());
        Optional<Path> file = order.output().file();
        ProcessBuilder builder = isJavas(command, environment, order)
                ? builder(command, environment, order.cwd())
                : exactBuilder(command, environment, order, cookie);
        builder.redirectInput(order.inheritStdin() ? Redirect.INHERIT : Redirect.from(new File("/dev/null")));
        redirectOutput(builder, order.output());
        if (order.output().errors().isPresent()) {
            Path errors = order.output().errors().get();
            if (!ExactCommand.isJavas(errors) || file.filter(out -> !ExactCommand.isJavas(out)).isPresent()) {
                throw new IllegalArgumentException("its stderr cannot go to a file of its own, since the path of a log "
                        + "file holds what the runner's locale has no bytes for: start the runner with LC_ALL=C.UTF-8");
            }
            builder.redirectErrorStream(false).redirectError(Redirect.appendTo(errors.toFile()));
        }
        return builder;
    }

    private static ProcessBuilder redirectOutput(ProcessBuilder builder, LaunchOrder.Output output) {
        Optional<Path> file = output.file();
        return switch (output.kind()) {
            case INHERIT -> builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
            case NULL -> builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            case FILE, BOTH -> builder.redirectErrorStream(true).redirectOutput(ExactCommand.isJavas(file.get())
                    ? Redirect.appendTo(file.get().toFile())
                    : Redirect.DISCARD);
        };
    }

    private static boolean isJavas(List<String> command, Map<String, String> environment, LaunchOrder order) {
        return ExactCommand.isJavas(command) && ExactCommand.isJavas(environment.keySet())
                && ExactCommand.isJavas(environment.values()) && ExactCommand.isJavas(order.cwd())
                && order.output().file().map(ExactCommand::isJavas).orElse(true);
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment, Path cwd) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(cwd.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Prepares a launch whose command line reaches exec(3) byte for byte. All programs before the target's program
     * already have the variable {@code _DPM_COOKIE}.
     */
    private ProcessBuilder exactBuilder(List<String> command,
            Map<String, String> environment, LaunchOrder order, Cookie cookie) throws IOException {
        Path env = prefix.env().orElseThrow(() -> new IllegalArgumentException("its command, variables or folder hold "
                + "what the runner's locale has no bytes for, and env (coreutils) is not on this machine: start the "
                + "runner with LC_ALL=C.UTF-8"));
        Optional<Path> file = order.output().file().filter(output -> !ExactCommand.isJavas(output));
        if (file.isPresent()) {
            // the output file is opened here too, so that a fault becomes an exception; the shell opens it again for the target
            Files.newOutputStream(file.get(), StandardOpenOption.APPEND).close();
        }
        ProcessBuilder builder = new ProcessBuilder(
                ExactCommand.within(env, environment, order.cwd(), file, command)).directory(new File("/"));
        builder.environment().clear();
        builder.environment().put(LaunchOrder.COOKIE, cookie.text());
        return builder;
    }
}
