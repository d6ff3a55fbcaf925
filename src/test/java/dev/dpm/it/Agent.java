package dev.dpm.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent (java.lang.instrument) in a jar of its own that disturbs a JVM. It delays the start of a daemon, or
 * fills the heap of a running daemon.
 */
public final class Agent {

    /** References to the allocated memory, so that the garbage collector cannot free it. */
    private static final List<byte[]> HELD = new ArrayList<>();

    private Agent() {
    }

    /** Delays the start of a daemon by this many seconds; does not delay other commands. */
    public static void premain(String seconds) throws InterruptedException {
        if (System.getProperty("sun.java.command", "").contains("run --daemon")) {
            TimeUnit.SECONDS.sleep(Long.parseLong(seconds));
        }
    }

    /** Fills the heap of the running JVM. */
    public static void agentmain(String ignored) {
        Thread glutton = new Thread(() -> {
            while (true) {
                HELD.add(new byte[64 * 1024]);
            }
        }, "glutton");
        glutton.setDaemon(true);
        glutton.start();
    }

    /** Packs the agent's jar into a folder. */
    static Path jar(Path folder) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", Agent.class.getName());
        main.putValue("Agent-Class", Agent.class.getName());
        Path jar = folder.resolve("agent.jar");
        String entry = Agent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jarred = new JarOutputStream(out, manifest);
                InputStream own = Agent.class.getResourceAsStream("/" + entry)) {
            jarred.putNextEntry(new JarEntry(entry));
            own.transferTo(jarred);
            jarred.closeEntry();
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
