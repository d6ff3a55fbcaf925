package dev.dpm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Looks up the user accounts of this machine in passwd(5) and group(5). An entry that is missing there is looked up with
 * getent(1), which also searches directory services such as LDAP. Several threads may use one instance.
 */
public final class Accounts {

    private static final Accounts MACHINE = new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"),
            Optional.of(Getent.OF_THIS_MACHINE));
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 3;

    private final Path passwd;
    private final Path group;
    private final Optional<Getent> directories;
    /**
     * The results of getent(1) for numbers of users and groups, kept since running getent at each launch would take
     * longer than the launch itself.
     */
    private final Map<String, Optional<String[]>> numbersAsked = new ConcurrentHashMap<>();

    Accounts(Path passwd, Path group, Optional<Getent> directories) {
        this.passwd = passwd;
        this.group = group;
        this.directories = directories;
    }

    public static Accounts ofThisMachine() {
        return MACHINE;
    }

    /**
     * Finds the account of a user and group. A numeric user id needs no line in passwd if a
     * group is given. Without a group, the line must exist, since it names the user's group (passwd(5)).
     *
     * @throws UnknownAccount the user or group does not exist
     * @throws IOException a directory service did not answer
     */
    public Account find(RunAs asked) throws UnknownAccount, IOException {
        Optional<String[]> entry = entry(passwd, "passwd", asked.user(), PASSWD_FIELDS);
        if (entry.isEmpty() && !RunAs.isNumber(asked.user())) {
            throw new UnknownAccount("there is no user " + asked.user());
        }
        Optional<Long> group = asked.group().isPresent()
                ? Optional.of(gid(asked.group().get()))
                : entry.map(fields -> Long.parseLong(fields[3]));
        if (group.isEmpty()) {
            throw new UnknownAccount("user " + asked.user() + " has no entry that names its group (write "
                    + asked.user() + ":GROUP)");
        }
        return entry.map(fields -> new Account(Optional.of(fields[0]), Long.parseLong(fields[2]), group.get(),
                orElse(fields[5], "/"), orElse(fields[6], "/bin/sh")))
                .orElseGet(() -> new Account(Optional.empty(), Long.parseLong(asked.user()), group.get(), "/",
                        "/bin/sh"));
    }

    private static String orElse(String text, String instead) {
        return text.isEmpty() ? instead : text;
    }

    private long gid(String name) throws UnknownAccount, IOException {
        Optional<String[]> entry = entry(group, "group", name, GROUP_FIELDS);
        if (entry.isEmpty() && !RunAs.isNumber(name)) {
            throw new UnknownAccount("there is no group " + name);
        }
        return Long.parseLong(entry.map(fields -> fields[2]).orElse(name));
    }

    /**
     * Finds an entry of passwd(5) or group(5) first by name, since useradd(8) accepts names of digits, and then by
     * number.
     */
    private Optional<String[]> entry(Path file, String database, String key, int fields) throws IOException {
        boolean isNumber = RunAs.isNumber(key);
        List<String[]> lines = lines(file, fields);
        Optional<String[]> found = lines.stream().filter(line -> line[0].equals(key)).findFirst()
                .or(() -> lines.stream().filter(line -> isNumber && isSame(line[2], key)).findFirst());
        if (found.isPresent() || directories.isEmpty()) {
            return found;
        }
        return isNumber ? ofNumber(database, key, fields) : asked(directories.get(), database, key, fields);
    }

    private Optional<String[]> ofNumber(String database, String key, int fields) throws IOException {
        Optional<String[]> known = numbersAsked.get(database + " " + key);
        if (known != null) {
            return known;
        }
        Optional<String[]> answer = asked(directories.get(), database, key, fields);
        numbersAsked.put(database + " " + key, answer);
        return answer;
    }

    private static Optional<String[]> asked(Getent directories, String database, String key, int fields)
            throws IOException {
        return directories.entry(database, key).map(line -> line.split(":", -1)).filter(line -> isEntry(line, fields));
    }

    private static boolean isSame(String number, String key) {
        return Long.parseLong(number) == Long.parseLong(key);
    }

    private static List<String[]> lines(Path file, int fields) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1)).filter(line -> isEntry(line, fields)).toList();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return List.of(); // in a container, this file may be missing; then users have no names
        }
    }

    private static boolean isEntry(String[] line, int fields) {
        boolean hasIds = line.length >= fields && line[2].matches("[0-9]{1,10}");
        return hasIds && (fields < PASSWD_FIELDS || line[3].matches("[0-9]{1,10}"));
    }
}
