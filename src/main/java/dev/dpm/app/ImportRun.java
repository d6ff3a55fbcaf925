package dev.dpm.app;

import java.io.PrintStream;
import java.util.Optional;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground.ImportRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ProgramName;
import dev.dpm.migration.BadSource;
import dev.dpm.migration.Migration;
import dev.dpm.migration.Migration.Outcome;
import dev.dpm.migration.Tool;
import dev.dpm.migration.file.LocalSources;

/** Runs the command {@code import}. The classes of {@code import} are used here only, so that no other command loads them. */
final class ImportRun {

    private ImportRun() {
    }

    static int importFrom(ImportRequest request, PrintStream out, PrintStream err) {
        Optional<Tool> tool = request.tool().flatMap(Tool::byWord);
        if (request.tool().isPresent() && tool.isEmpty()) {
            err.println(ProgramName.get() + ": import: --from: " + ConfigFault.quoted(request.tool().get())
                    + " is not allowed; allowed: " + Tool.words());
            return ExitCodes.USAGE;
        }
        try {
            LocalSources sources = new LocalSources(request.environment());
            Outcome outcome = tool.isPresent()
                    ? Migration.of(request.files(), tool.get(), sources)
                    : Migration.of(request.files(), sources);
            out.print(outcome.text());
            out.flush();
            outcome.leftovers().forEach(err::println);
            if (outcome.targets() == 0) {
                err.println(ProgramName.get() + ": import: nothing in these files could be carried over");
                return ExitCodes.FAILED;
            }
            return ExitCodes.DONE;
        } catch (BadSource e) {
            err.println(ProgramName.get() + ": import: " + e.getMessage());
            return ExitCodes.USAGE;
        }
    }
}
