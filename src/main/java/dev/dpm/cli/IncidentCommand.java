package dev.dpm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/** {@code incident}: prints one incident with its evidence. */
final class IncidentCommand implements Command {

    private static final String EXPORT = "--export";

    @Override
    public CommandSpec spec() {
        return new Grammar("incident", "ID|NAME|last [--json] [--export FILE.zip]",
                "Shows why a target ended, was restarted or was in trouble: the cause first, the proof under it; works"
                        + " without a daemon.")
                .flag("the whole record as JSON", "--json")
                .value("FILE", "writes record, text and attachments into a zip file, for the owner alone", EXPORT)
                .argument("ID|NAME|last", "which one: its id, the newest of a target, or the newest of all")
                .example("incident last", "incident web --export web.zip");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        KnownIncident incident = Incidents.one(words.requiredArgument(), surroundings.home());
        if (words.given(EXPORT).isPresent()) {
            Path file = NativePaths.resolve(surroundings.cwd(), words.given(EXPORT).get());
            export(incident, file);
            surroundings.out().println("incident " + incident.id() + " was written to " + NativePaths.shown(file));
            return ExitCodes.DONE;
        }
        Print.text(surroundings, text(incident, words.has("--json") ? "incident.json" : "incident.txt"));
        return ExitCodes.DONE;
    }

    private static String text(KnownIncident incident, String name) throws CommandFailed {
        try {
            return Files.readString(incident.file(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED,
                    "the incident " + incident.id() + " cannot be read: " + e.getMessage());
        }
    }

    private static void export(KnownIncident incident, Path file) throws CommandFailed {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    DirectoryStream<Path> files = Files.newDirectoryStream(incident.folder(), "[!.]*")) {
                for (Path one : files) {
                    zip.putNextEntry(new ZipEntry(incident.id() + "/" + one.getFileName()));
                    Files.copy(one, zip);
                    zip.closeEntry();
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(ExitCodes.USAGE, EXPORT + ": " + NativePaths.shown(file)
                    + " is there already; allowed: a file that is not");
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED,
                    EXPORT + ": " + NativePaths.shown(file) + " cannot be written: " + e.getMessage());
        }
    }
}
