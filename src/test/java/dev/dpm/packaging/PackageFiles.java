package dev.dpm.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import dev.dpm.cli.Completions;
import dev.dpm.cli.ManPages;

/**
 * Writes those files of the packages that are not in the tree as they are: man pages, completion scripts, the unit with
 * the paths of a Debian package, and the documents that Debian requires for each program.
 */
public final class PackageFiles {

    private static final DateTimeFormatter DEBIANS = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z",
            Locale.ENGLISH);

    private final Path share;
    private final Path systemd;
    private final Path doc;

    private PackageFiles(Path folder) {
        share = folder.resolve("usr/share");
        systemd = folder.resolve("lib/systemd/system");
        doc = share.resolve("doc/dpm-runner");
    }

    /**
     * Writes the files.
     *
     * @param arguments the folder that becomes the package's root, the version, and the project's folder
     */
    public static void main(String[] arguments) throws IOException {
        PackageFiles files = new PackageFiles(Path.of(arguments[0]));
        Path project = Path.of(arguments[2]);
        files.pages(arguments[1]);
        files.unit(project.resolve("deploy/systemd/dpm-runner.service"));
        files.documents(arguments[1], project);
    }

    private void pages(String version) throws IOException {
        for (Map.Entry<String, String> page : new ManPages(version).all().entrySet()) {
            zipped(share.resolve("man/man1").resolve(page.getKey() + ".gz"), page.getValue());
        }
        for (Map.Entry<String, String> script : Completions.all().entrySet()) {
            write(share.resolve(script.getKey()), script.getValue());
        }
    }

    /**
     * Writes the systemd unit of {@code deploy/systemd}, changed so that it starts the launcher, with the home in which
     * the commands of the user dpm look for the runner.
     */
    private void unit(Path written) throws IOException {
        String unit = Files.readString(written)
                .replaceFirst("(?m)^ExecStart=.*", "ExecStart=/usr/bin/dpm run --remain_after_exit --config "
                        + "/etc/dpm/dpm.yaml")
                .replaceFirst("(?m)^ExecReload=.*", "ExecReload=/usr/bin/dpm reload")
                .replaceFirst("(?m)^Documentation=.*", "Documentation=man:dpm(1)")
                .replaceFirst("(?m)^Environment=.*",
                        "Environment=DPM_CACHE=/var/lib/dpm/cache MALLOC_ARENA_MAX=1 LANG=C.UTF-8")
                .replaceFirst(" See README.md beside this file\\.", "");
        write(systemd.resolve("dpm-runner.service"), unit);
    }

    private void documents(String version, Path project) throws IOException {
        write(doc.resolve("copyright"), """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Upstream-Name: dpm-runner

                Files: *
                Copyright: 2026 the dpm-runner authors
                License: Apache-2.0
                 On Debian systems the text of the license is in
                 /usr/share/common-licenses/Apache-2.0.
                """);
        zipped(doc.resolve("CHANGELOG.md.gz"), Files.readString(project.resolve("CHANGELOG.md")));
        zipped(doc.resolve("changelog.gz"), """
                dpm-runner (%s) unstable; urgency=medium

                  * What is new stands in CHANGELOG.md.gz.

                 -- dpm-runner maintainers <maintainers@dpm.dev>  %s
                """.formatted(version, DEBIANS.format(built())));
    }

    /** The moment of the build, or the one that a reproducible build sets (reproducible-builds.org). */
    private static ZonedDateTime built() {
        Instant moment = Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text))).orElseGet(Instant::now);
        return moment.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Writes a text as {@code gzip -9n} compresses it, which Debian's policy asks for (12.1, 12.7). */
    private static void zipped(Path file, String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new BestGzip(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = zipped.toByteArray();
        bytes[BestGzip.EXTRA_FLAGS] = BestGzip.SLOWEST;
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static final class BestGzip extends GZIPOutputStream {

        /**
         * The position of the byte in the header that tells how much the compressor tried (RFC 1952, 2.3.1, XFL). Java
         * leaves it at 0.
         */
        static final int EXTRA_FLAGS = 8;
        static final byte SLOWEST = 2;

        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
