package dev.dpm.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import io.quarkus.runtime.annotations.QuarkusMain;

import dev.dpm.cli.Cli;
import dev.dpm.cli.PlainRun;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.config.yaml.SpecLoader;
import dev.dpm.daemon.Program;
import dev.dpm.process.OwnStart;
import dev.dpm.process.local.LaunchMechanism;

/** The main class of the jar. Depending on the command, the JVM is a client or the runner. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... seen) {
        OwnStart.settle();
        LaunchMechanism.choose();
        String[] args = OwnStart.arguments(seen);
        if (args.length > 0 && args[0].equals("run")) {
            // the property is set before the first log message, since the first use of java.util.logging fixes the log manager
            System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
            Warmup.begin();
        } else if (args.length > 0 && args[0].equals("operator")) {
            System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        }
        Program program = Program.current(version());
        CommandContext surroundings = CommandContext.ofProcess(new LocalForeground(program),
                request -> new SpecLoader().load(request), program);
        int code = PlainRun.execute(surroundings, args).orElseGet(() -> new Cli(surroundings).execute(args));
        // halt() instead of exit(): the shutdown hooks of the web server would only cost time
        Runtime.getRuntime().halt(code);
    }

    /**
     * The version in the jar's manifest, which the JVM's class archive contains as well. Classes in a folder have no manifest.
     */
    private static String version() {
        String inManifest = Main.class.getPackage().getImplementationVersion();
        return inManifest != null ? inManifest : versionOfTheBuild();
    }

    private static String versionOfTheBuild() {
        try (InputStream in = Main.class.getResourceAsStream("/dpm-runner.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("the jar lacks its own version", e);
        }
    }
}
