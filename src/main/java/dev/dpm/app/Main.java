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

/** The entry point of the jar: the command decides whether this JVM is a client or the runner. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String... seen) {
        OwnStart.settle();
        LaunchMechanism.choose();
        String[] args = OwnStart.arguments(seen);
        if (args.length > 0 && args[0].equals("run")) {
            // the property must be set before any code logs: the first use of java.util.logging fixes the log manager
            // for the JVM's life
            System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
            Warmup.begin();
        } else if (args.length > 0 && args[0].equals("operator")) {
            System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        }
        Program program = Program.current(version());
        CommandContext surroundings = CommandContext.ofProcess(new LocalForeground(program),
                request -> new SpecLoader().load(request), program);
        int code = PlainRun.execute(surroundings, args).orElseGet(() -> new Cli(surroundings).execute(args));
        // halt instead of exit: all work has ended, and shutdown hooks of the web part would only wait
        Runtime.getRuntime().halt(code);
    }

    /**
     * The version from the manifest. The class archive contains the manifest too, so the jar with its thousands of
     * entries is not opened to read the version. Classes that are loaded from a folder have no manifest.
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
