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

    /** The name of the systemd unit and of its file. */
    public static final String NAME = "dpm-runner.service";

    private final Path file;
    private final Path link;

    private BootUnitFile(Path folder, Scope scope) {
        this.file = folder.resolve(NAME);
        this.link = folder.resolve(scope.target() + ".wants").resolve(NAME);
    }

    /**
     * The unit file for the machine's systemd.
     *
     * @param root the root folder of the system that will boot: {@code /}, or the root folder of an image
     */
    public static BootUnitFile ofSystem(Path root) {
        return new BootUnitFile(root.resolve("etc/systemd/system"), Scope.SYSTEM);
    }

    /**
     * The unit file for a user's own systemd.
     *
     * @param configHome the user's XDG_CONFIG_HOME
     */
    public static BootUnitFile ofUser(Path configHome) {
        return new BootUnitFile(configHome.resolve("systemd/user"), Scope.USER);
    }

    /** The path of the unit's file. */
    public Path file() {
        return file;
    }

    /** The path of the symbolic link that enables the unit, as {@code systemctl enable} makes it. */
    public Path link() {
        return link;
    }

    /** Whether a unit of this name exists that {@code startup} did not write. The runner never changes such a unit. */
    public boolean isForeign() throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !text().startsWith(BootUnit.MARK);
    }

    /** The text of the installed unit; empty if no unit of this name is installed. */
    public Optional<String> installed() throws IOException {
        return Files.exists(file) ? Optional.of(text()) : Optional.empty();
    }

    /** Writes the unit's file atomically, and enables the unit. */
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
     * @return whether a unit or its link existed
     */
    public boolean remove() throws IOException {
        boolean wasEnabled = Files.deleteIfExists(link);
        return Files.deleteIfExists(file) || wasEnabled;
    }

    private String text() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
