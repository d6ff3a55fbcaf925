package dev.dpm.cli;

import java.nio.file.Path;
import java.util.List;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.Foreground.ImportRequest;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code import}: converts the configuration files of another supervisor to a configuration file of dpm-runner, and
 * prints it.
 */
final class ImportCommand implements Command {

    private static final String FROM = "--from";

    @Override
    public CommandSpec spec() {
        return new Grammar("import", "[--from TOOL] FILE...",
                "Turns files of another supervisor into a dpm.yaml: prints it, and on stderr each thing that could not be carried "
                        + "over, with its line and what to do. Reads supervisord.conf, ecosystem files of PM2 (a .js one is "
                        + "evaluated by node), a Procfile, docker-compose.yml and units of systemd. Starts nothing.")
                .words("FILE", "files of one tool or of several")
                .value("TOOL",
                        "supervisord, pm2, procfile, compose or systemd; default: each file's name and text tell",
                        FROM)
                .example("import /etc/supervisor/supervisord.conf > dpm.yaml",
                        "import ecosystem.config.js > dpm.yaml",
                        "import --from procfile Procfile.dev > dpm.yaml");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) {
        List<Path> files = words.names().stream()
                .map(file -> surroundings.cwd().resolve(NativePaths.of(file)).normalize()).toList();
        return surroundings.foreground().importFrom(
                new ImportRequest(files, words.given(FROM), surroundings.environment()), surroundings.out(),
                surroundings.err());
    }
}
