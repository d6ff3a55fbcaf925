package dev.dpm.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.dpm.cli.action.Confirmation;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.BootUnit;
import dev.dpm.daemon.BootUnit.Scope;
import dev.dpm.daemon.BootUnitFile;
import dev.dpm.daemon.RuntimeDirectory;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code startup}: prints, installs or removes the systemd unit that starts the runner at boot. */
final class StartupCommand implements Command {

    private static final String ROOT = "root";
    private static final Path SYSTEMD_RUNS = Path.of("/run/systemd/system");
    private static final int PATIENCE_SECONDS = 30;

    @Override
    public CommandSpec spec() {
        return new Grammar("startup", "[--user] [--yes] [--remove]",
                "Prints the systemd unit that resumes the targets of this home at boot, and installs it after a question. "
                        + "The unit of the machine is root's to install; --user makes one for your own systemd.")
                .flag("for the systemd of the user who asks, who must linger (loginctl enable-linger) for a start at boot",
                        "--user")
                .flag("installs, or removes, without asking", Confirmation.NAMES)
                .flag("disables and removes the unit; targets and their state stay", "--remove")
                .value("FOLDER", "the root folder of the system that is to boot, as for systemctl --root (default: /)",
                        "--root")
                .example("startup --yes", "startup --user --yes", "startup --remove");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        boolean isUsers = words.has("--user");
        BootUnitFile place = isUsers ? ofUser(words, surroundings) : ofSystem(words, surroundings);
        try {
            if (place.isForeign()) {
                throw new CommandFailed(ExitCodes.FAILED, place.file()
                        + " was not written by `startup` and is left as it is: remove or rename it first");
            }
            return words.has("--remove")
                    ? remove(place, words, surroundings)
                    : offer(place, words, surroundings);
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, place.file() + ": " + e + (isUsers
                    ? ""
                    : "; the unit of the "
                            + "machine is root's to change, `startup --user` makes your own"),
                    e);
        }
    }

    private static BootUnitFile ofSystem(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        Path root = surroundings.cwd().resolve(words.given("--root").orElse("/")).normalize();
        if (!Files.isDirectory(root)) {
            throw new CommandFailed(ExitCodes.USAGE, "--root " + root + " is no folder");
        }
        return BootUnitFile.ofSystem(root);
    }

    private static BootUnitFile ofUser(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        if (words.has("--root")) {
            throw new CommandFailed(ExitCodes.USAGE, "--root is for the unit of a machine: leave out --user or --root");
        }
        Map<String, String> environment = surroundings.environment();
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String own = environment.getOrDefault("HOME", "");
        if (!named.startsWith("/") && own.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED,
                    "neither XDG_CONFIG_HOME nor HOME is set: there is no place for a "
                            + "user's units");
        }
        return BootUnitFile.ofUser(named.startsWith("/") ? Path.of(named) : Path.of(own, ".config"));
    }

    private static int offer(BootUnitFile place, WrittenCommand words, CommandContext surroundings)
            throws CommandFailed, IOException {
        BootUnit unit = unit(words.has("--user"), surroundings);
        surroundings.out().print(unit.text());
        surroundings.out().flush();
        if (!words.has("--yes") && !surroundings.inIsTerminal()) {
            surroundings.err().println("nothing was installed: --yes writes this to " + place.file()
                    + " and enables it at boot");
            return ExitCodes.DONE;
        }
        Confirmation.ask(words, surroundings, "Write this to " + place.file() + " and enable it at boot?");
        boolean isNew = place.installed().isEmpty();
        place.install(unit);
        PrintStream said = surroundings.err();
        said.println((isNew ? "wrote " : "wrote anew ") + place.file());
        said.println("enabled at boot by " + place.link());
        reread(words, surroundings);
        String systemctl = "systemctl" + (words.has("--user") ? " --user" : "");
        said.println("to hand over now: dpm-runner stop --keep_targets --yes; " + systemctl + " start "
                + BootUnitFile.NAME);
        if (words.has("--user")) {
            said.println("at boot without a login only while you linger: loginctl enable-linger");
        }
        return ExitCodes.DONE;
    }

    private static int remove(BootUnitFile place, WrittenCommand words, CommandContext surroundings)
            throws CommandFailed, IOException {
        if (place.installed().isEmpty()) {
            surroundings.out().println("there is no " + place.file() + ": nothing had to be removed");
            return ExitCodes.DONE;
        }
        Confirmation.ask(words, surroundings, "Disable and remove " + place.file() + "?");
        place.remove();
        surroundings.out().println("removed " + place.link());
        surroundings.out()
                .println("removed " + place.file() + "; a runner that it started goes on until the next boot");
        reread(words, surroundings);
        return ExitCodes.DONE;
    }

    private static BootUnit unit(boolean isUsers, CommandContext surroundings) throws CommandFailed, IOException {
        RuntimeDirectory home = surroundings.home();
        String owner = Files.exists(home.path())
                ? Files.getOwner(home.path()).getName()
                : System.getProperty("user.name");
        BootUnit unit = BootUnit.of(isUsers ? Scope.USER : Scope.SYSTEM, surroundings.program(), home);
        return isUsers || owner.equals(ROOT) ? unit : unit.ownedBy(owner);
    }

    /** Makes systemd reread its units. If systemctl fails, systemd rereads the units at the next boot. */
    private static void reread(WrittenCommand words, CommandContext surroundings) {
        if (words.has("--root")) {
            return;
        }
        if (!Files.isDirectory(SYSTEMD_RUNS)) {
            surroundings.err().println("systemd does not run here: it reads the unit at the next boot");
            return;
        }
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (words.has("--user")) {
            command.add("--user");
        }
        command.add("daemon-reload");
        try {
            Process systemctl = new ProcessBuilder(command).inheritIO().start();
            boolean isDone = systemctl.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && systemctl.exitValue() == 0;
            surroundings.err().println(isDone
                    ? "systemd has reread its units"
                    : "systemd did not reread its units: " + String.join(" ", command));
        } catch (IOException e) {
            surroundings.err().println("systemd was not told: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
