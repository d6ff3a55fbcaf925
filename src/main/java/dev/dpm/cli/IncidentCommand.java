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
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Incidents;
import dev.dpm.cli.call.JsonObjectLine;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.process.IncidentFiles;
import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code incident}: prints one incident with its evidence. */
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
        KnownIncident incident = Incidents.one(words.requiredArgument(), surroundings);
        if (words.given(EXPORT).isPresent()) {
            Path file = NativePaths.resolve(surroundings.cwd(), words.given(EXPORT).get());
            export(surroundings, incident, file);
            surroundings.out().println("incident " + incident.id() + " was written to " + NativePaths.shown(file));
            return ExitCodes.DONE;
        }
        Print.text(surroundings, words.has("--json") ? json(surroundings, incident) : text(surroundings, incident));
        return ExitCodes.DONE;
    }

    private static String json(CommandContext surroundings, KnownIncident incident) throws CommandFailed {
        String record = Incidents.record(surroundings, incident, IncidentFiles.RECORD, DaemonClient.JSON);
        if (!JsonObjectLine.isOne(record)) {
            throw new CommandFailed(ExitCodes.FAILED, "the record of the incident " + incident.id()
                    + " is damaged; what is known of it is shown without --json");
        }
        return record;
    }

    private static String text(CommandContext surroundings, KnownIncident incident) throws CommandFailed {
        return Incidents.record(surroundings, incident, IncidentFiles.TEXT, DaemonClient.TEXT);
    }

    private static void export(CommandContext surroundings, KnownIncident incident, Path file) throws CommandFailed {
        Map<String, String> unwritten = incident.written()
                ? Map.of()
                : Map.of(IncidentFiles.RECORD, json(surroundings, incident), IncidentFiles.TEXT,
                        text(surroundings, incident));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> one : unwritten.entrySet()) {
                    zip.putNextEntry(new ZipEntry(incident.id() + "/" + one.getKey()));
                    zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
                if (Files.isDirectory(incident.folder())) {
                    addFiles(incident, unwritten.keySet(), zip);
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

    private static void addFiles(KnownIncident incident, Set<String> except, ZipOutputStream zip) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incident.folder(), "[!.]*")) {
            for (Path one : files) {
                if (!except.contains(one.getFileName().toString())) {
                    zip.putNextEntry(new ZipEntry(incident.id() + "/" + one.getFileName()));
                    Files.copy(one, zip);
                    zip.closeEntry();
                }
            }
        }
    }
}
