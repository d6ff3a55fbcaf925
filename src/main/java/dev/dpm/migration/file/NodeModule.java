package dev.dpm.migration.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.migration.BadSource;
import dev.dpm.migration.Sources;
import dev.dpm.process.NativePaths;

/** Executes a JavaScript module with {@code node} and returns its exports. */
final class NodeModule {

    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;
    private static final String LACKING = "Cannot find module";
    /**
     * The text that {@code node} writes before the module's exports. The module's own output comes before this text, or goes to
     * stderr.
     */
    private static final String MARK = "\u0001dpm-runner\u0001";
    private static final String PROGRAM = "const p = process.argv[1]; const print = process.stdout.write.bind(process.stdout);"
            + "console.log = console.info = console.debug = console.error;"
            + "const said = (k, v) => k !== '' && v === undefined ? '" + Sources.UNDEFINED.replace("\u0001", "\\u0001")
            + "' : v === Infinity ? 'Infinity' : v;"
            + "const answer = m => print('" + MARK.replace("\u0001", "\\u0001")
            + "' + JSON.stringify(m && m.default || m, said),"
            + " () => process.exit(0));"
            + "const fail = e => { console.error(String(e && e.message || e).split('\\n')[0]); process.exit(1); };"
            + "process.on('uncaughtException', fail);"
            + "try { answer(require(p)); } catch (e) {"
            + " if (e && (e.code === 'ERR_REQUIRE_ESM' || e instanceof SyntaxError))"
            + " import(require('url').pathToFileURL(p)).then(answer, fail); else fail(e); }";

    private final Map<String, String> environment;

    NodeModule(Map<String, String> environment) {
        this.environment = environment;
    }

    String evaluate(Path module) throws BadSource {
        String shown = NativePaths.shown(module);
        Process node = start(module, shown);
        try {
            CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> read(node.getInputStream()));
            CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> read(node.getErrorStream()));
            if (!node.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new BadSource(shown + " was not evaluated by node within " + LONGEST.toSeconds()
                        + " s; allowed: a module that exports its apps and ends");
            }
            String answer = new String(out.get(LONGEST.toSeconds(), TimeUnit.SECONDS), StandardCharsets.UTF_8);
            int mark = answer.lastIndexOf(MARK);
            if (node.exitValue() != 0 || mark < 0) {
                String why = new String(err.get(LONGEST.toSeconds(), TimeUnit.SECONDS), StandardCharsets.UTF_8).strip()
                        .lines()
                        .reduce((first, last) -> last).orElse("it exports nothing");
                throw new BadSource(shown + " cannot be evaluated by node: " + why + (why.contains(LACKING)
                        ? "; install what it requires in its folder (npm install), and import again"
                        : ""));
            }
            if (answer.length() >= LARGEST) {
                throw new BadSource(shown + " exports too much; allowed: up to 1 MiB as JSON");
            }
            String json = answer.substring(mark + MARK.length());
            if (json.equals("undefined")) {
                throw new BadSource(
                        shown + " exports a function, or nothing; allowed: the apps themselves, as PM2 reads them");
            }
            return json;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadSource(shown + " was not evaluated: import was interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new BadSource(shown + " was evaluated, but a program that it started keeps its output open");
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }

    private Process start(Path module, String shown) throws BadSource {
        ProcessBuilder builder = new ProcessBuilder("node", "-e", PROGRAM, NativePaths.text(module));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Optional.ofNullable(module.getParent()).ifPresent(folder -> builder.directory(folder.toFile()));
        try {
            Process node = builder.start();
            node.getOutputStream().close();
            return node;
        } catch (IOException e) {
            throw new BadSource(shown + " is JavaScript, and node is not on the PATH to evaluate it: install node, or "
                    + "write the apps as JSON or YAML (pm2 save, or pm2 ecosystem)");
        }
    }

    /**
     * Reads the output of {@code node} to its end, so that the module does not block. Output beyond the allowed size is
     * discarded.
     */
    private static byte[] read(InputStream in) {
        try (in) {
            byte[] kept = in.readNBytes(LARGEST);
            in.transferTo(OutputStream.nullOutputStream());
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
