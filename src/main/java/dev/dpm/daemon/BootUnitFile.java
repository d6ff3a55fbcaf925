package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import dev.dpm.daemon.BootUnit.Scope;
import dev.dpm.process.WholeFile;

/**
 * The file of a {@link BootUnit}, in a folder in which systemd searches for units (systemd.unit(5), "UNIT FILE LOAD
 * PATH").
 */
public final class BootUnitFile {

    public static final String NAME = "dpm-runner.service";

    private final Path file;
    private final Path link;

    private BootUnitFile(Path folder, Scope scope) {
        this.file = folder.resolve(NAME);
        this.link = folder.resolve(scope.target() + ".wants").resolve(NAME);
    }

    /**
     * The unit file of the machine's systemd.
     *
     * @param root the root folder of the system: {@code /}, or that of an image
     */
    public static BootUnitFile ofSystem(Path root) {
        return new BootUnitFile(root.resolve("etc/systemd/system"), Scope.SYSTEM);
    }

    /**
     * The unit file of a user's own systemd.
     *
     * @param configHome the user's XDG_CONFIG_HOME
     */
    public static BootUnitFile ofUser(Path configHome) {
        return new BootUnitFile(configHome.resolve("systemd/user"), Scope.USER);
    }

    public Path file() {
        return file;
    }

    /** The symbolic link that enables the unit, as {@code systemctl enable} makes it. */
    public Path link() {
        return link;
    }

    /** Whether the unit file exists and {@code startup} did not write it. Such a file is never changed. */
    public boolean isForeign() throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !text().startsWith(BootUnit.MARK);
    }

    /** The text of the unit file; empty: there is no such file. */
    public Optional<String> installed() throws IOException {
        return Files.exists(file) ? Optional.of(text()) : Optional.empty();
    }

    /** Writes the unit file atomically, and enables the unit. */
    public void install(BootUnit unit) throws IOException {
        Files.createDirectories(link.getParent());
        WholeFile.replace(file, file.resolveSibling("." + NAME + ".new"),
                unit.text().getBytes(StandardCharsets.UTF_8), WholeFile.Outlives.POWER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("..", NAME));
    }

    /**
     * Disables and removes the unit.
     *
     * @return whether the unit existed
     */
    public boolean remove() throws IOException {
        boolean wasEnabled = Files.deleteIfExists(link);
        return Files.deleteIfExists(file) || wasEnabled;
    }

    private String text() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
