package dev.dpm.config.resolve;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Notified;
import dev.dpm.config.Option;
import dev.dpm.config.Parsers;
import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Address;
import dev.dpm.config.Receiver.Filter;
import dev.dpm.config.Receiver.InFile;
import dev.dpm.config.Receiver.InVariable;
import dev.dpm.config.Receiver.MailTls;
import dev.dpm.config.Receiver.Pace;
import dev.dpm.config.Receiver.Secret;
import dev.dpm.config.Receiver.Severity;
import dev.dpm.config.Receiver.Way;
import dev.dpm.config.Settings;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.HostPort;
import dev.dpm.process.NativePaths;

/** Makes receivers of notices from the entries under {@code notify} in a configuration file. */
final class Receivers {

    private static final int MOST = 50;
    private static final Set<String> OF_ALL = Set.of("type", "events", "targets", "severity", "gather", "well_after",
            "timeout", "give_up");
    private static final Map<String, Set<String>> OF_TYPE = Map.of("webhook",
            Set.of("url", "url_file", "url_env", "secret_file", "secret_env", "ca_file"), "slack",
            Set.of("url", "url_file", "url_env", "ca_file"), "mail",
            Set.of("host", "port", "tls", "from", "to", "user", "secret_file", "secret_env", "ca_file"), "command",
            Set.of("command"));
    private static final String TYPES = "webhook, slack, mail or command";
    /** Keys whose value would be a password. They are not allowed, since the configuration file must not contain passwords. */
    private static final Set<String> OPEN_SECRETS = Set.of("secret", "password", "token", "secret_key", "pass");
    private static final Pattern TARGET = Pattern.compile("[a-z0-9._*?-]{1,63}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    /** A mail address (RFC 5321, 4.1.2, without unusual forms), without characters that end a header line. */
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,255}");
    private static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(10),
            Duration.ofHours(24));

    private final Notified written;
    private final Path folder;
    private final Findings findings;
    private final Map<String, Entry> entries = new HashMap<>();
    private boolean isSound = true;

    private Receivers(Notified written, Path folder, Findings findings) {
        this.written = written;
        this.folder = folder;
        this.findings = findings;
        written.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    static List<Receiver> of(ConfigFile file, Findings findings) {
        Path folder = file.folder();
        List<Receiver> receivers = new ArrayList<>();
        for (Notified written : file.receivers()) {
            if (receivers.size() == MOST) {
                findings.fault(written.place(), "notify: a receiver too many; allowed: " + MOST);
                break;
            }
            new Receivers(written, folder, findings).receiver().ifPresent(receivers::add);
        }
        return receivers;
    }

    private Optional<Receiver> receiver() {
        Entry type = entries.get("type");
        Set<String> keys = type == null ? null : OF_TYPE.get(type.text().strip());
        if (type == null) {
            fault(written.place(), "type is missing; allowed: " + TYPES);
        } else if (keys == null) {
            fault(type.place(), "type " + ConfigFault.quoted(type.text()) + " is not allowed; allowed: " + TYPES
                    + Spelling.hint(type.text(), OF_TYPE.keySet(), ""));
        } else {
            checkKeys(type.text().strip(), keys);
            Filter wanted = new Filter(events(), targets(), severity());
            Pace pace = pace();
            Optional<Way> way = way(type.text().strip());
            return isSound ? way.map(one -> new Receiver(written.name(), wanted, pace, one)) : Optional.empty();
        }
        return Optional.empty();
    }

    private void checkKeys(String type, Set<String> keys) {
        Set<String> all = new LinkedHashSet<>(keys);
        all.addAll(OF_ALL);
        for (Entry entry : written.entries()) {
            if (all.contains(entry.key())) {
                continue;
            }
            boolean isOther = OF_TYPE.values().stream().anyMatch(others -> others.contains(entry.key()));
            if (OPEN_SECRETS.contains(entry.key())) {
                fault(entry.place(), entry.key() + " is not allowed in the file itself; allowed: secret_file, or"
                        + " secret_env with the name of a variable");
            } else if (isOther) {
                fault(entry.place(), entry.key() + " is not allowed for a receiver of type " + type);
            } else {
                fault(entry.place(), ConfigFault.quoted(entry.key()) + " is not a key of a receiver"
                        + Spelling.hint(entry.key(), all, ""));
            }
        }
    }

    private Set<String> events() {
        Set<String> events = new LinkedHashSet<>();
        for (String word : words("events")) {
            String plain = word.strip().replace(' ', '_').replace('-', '_').toLowerCase(Locale.ROOT);
            if (Receiver.EVENTS.contains(plain)) {
                events.add(plain);
            } else {
                fault(entries.get("events").place(), "events " + ConfigFault.quoted(word) + " is not allowed; allowed: "
                        + String.join(", ", Receiver.EVENTS) + Spelling.hint(plain, Receiver.EVENTS, ""));
            }
        }
        return events.isEmpty() ? Set.copyOf(Receiver.EVENTS) : events;
    }

    private List<String> targets() {
        List<String> targets = words("targets").stream().map(String::strip).toList();
        targets.stream().filter(one -> !TARGET.matcher(one).matches()).findFirst()
                .ifPresent(one -> fault(entries.get("targets").place(), "targets " + ConfigFault.quoted(one)
                        + " is not allowed; allowed: names of targets, in which * stands for any letters and ? for one"));
        return targets;
    }

    private Severity severity() {
        return value("severity", Severity.WARNING, Parsers.constant(Severity.class, "warning or error"));
    }

    private Pace pace() {
        return new Pace(time("gather", USUAL.gather(), Duration.ZERO, Duration.ofMinutes(10)),
                time("well_after", USUAL.wellAfter(), Duration.ZERO, Duration.ofHours(1)),
                time("timeout", USUAL.timeout(), Duration.ofMillis(100), Duration.ofMinutes(1)),
                time("give_up", USUAL.giveUp(), Duration.ofSeconds(1), Duration.ofDays(30)));
    }

    private Duration time(String key, Duration usual, Duration least, Duration most) {
        String allowed = "a time from " + words(least) + " to " + words(most) + ", such as " + words(usual);
        return value(key, usual, text -> {
            Duration time = Parsers.duration(least, allowed).parse(text);
            if (time.compareTo(most) > 0) {
                throw new BadValue(allowed);
            }
            return time;
        });
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 != 0
                ? time.toMillis() + "ms"
                : time.toSeconds() % 3600 == 0 && !time.isZero()
                        ? time.toHours() + "h"
                        : time.toSeconds() % 60 == 0 && !time.isZero()
                                ? time.toMinutes() + "m"
                                : time.toSeconds() + "s";
    }

    private Optional<Way> way(String type) {
        return switch (type) {
            case "webhook" -> address().map(to -> new Receiver.Webhook(to, secret("secret"), caFile()));
            case "slack" -> address().map(to -> new Receiver.Slack(to, caFile()));
            case "mail" -> mail();
            default -> required("command", Parsers.text("a command line for /bin/sh")).map(Receiver.Command::new);
        };
    }

    private Optional<Address> address() {
        Optional<Secret> hidden = secret("url");
        if (entries.containsKey("url") && hidden.isPresent()) {
            fault(entries.get("url").place(), "url is not allowed beside url_file or url_env; allowed: one of them");
        }
        if (entries.containsKey("url_file") || entries.containsKey("url_env")) {
            return hidden.map(secret -> new Address(Optional.empty(), Optional.of(secret)));
        }
        return required("url", Receivers::url).map(url -> new Address(Optional.of(url), Optional.empty()));
    }

    /**
     * Parses the URL of a receiver.
     *
     * @throws BadValue the text is not allowed; the message does not contain the text, since it may be a secret
     */
    static URI url(String text) throws BadValue {
        try {
            return Parsers.checkUrl(text);
        } catch (BadValue e) {
            throw new BadValue("an http or https address with a host and without a user name (a secret one in url_file"
                    + " or url_env)");
        }
    }

    private Optional<Way> mail() {
        Optional<String> host = required("host", text -> {
            if (!HOST.matcher(text.strip()).matches()) {
                throw new BadValue("the name or address of a mail server");
            }
            return text.strip();
        });
        MailTls tls = value("tls", MailTls.STARTTLS, Parsers.constant(MailTls.class, "starttls, tls or none"));
        int port = value("port", tls == MailTls.TLS ? 465 : 587, Parsers.integer(1, 65_535, "a port from 1 to 65535"));
        Optional<String> from = required("from", Receivers::mailAddress);
        List<String> to = new ArrayList<>();
        for (String one : words("to")) {
            read("to", one, Receivers::mailAddress).ifPresent(to::add);
        }
        if (to.isEmpty() && !entries.containsKey("to")) {
            fault(written.place(), "to is missing; allowed: a mail address, or a list of them");
        }
        Optional<String> user = entries.containsKey("user")
                ? required("user", Parsers.text("the name to log in with"))
                : Optional.empty();
        Optional<Secret> secret = secret("secret");
        if (user.isPresent() != secret.isPresent()) {
            fault(entries.getOrDefault("user", new Entry("", "", written.place())).place(),
                    "user and secret_file (or secret_env, its password) go together; allowed: both, or neither");
        }
        return host.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Receiver.Mail(new HostPort(host.get(), port), tls, from.get(), to, user, secret,
                        caFile()));
    }

    private static String mailAddress(String text) throws BadValue {
        if (!MAIL_ADDRESS.matcher(text.strip()).matches()) {
            throw new BadValue("a plain mail address, such as ops@example.org");
        }
        return text.strip();
    }

    private Optional<Secret> secret(String what) {
        Entry file = entries.get(what + "_file");
        Entry variable = entries.get(what + "_env");
        if (file != null && variable != null) {
            fault(variable.place(), what + "_env is not allowed beside " + what + "_file; allowed: one of them");
            return Optional.empty();
        }
        if (variable != null) {
            return read(variable.key(), variable.text(), text -> {
                if (!VARIABLE.matcher(text.strip()).matches()) {
                    throw new BadValue("the name of a variable of the runner's environment");
                }
                return new InVariable(text.strip());
            });
        }
        return file(what + "_file", what.equals("url") ? ReceiverFiles::checkUrl : ReceiverFiles::checkSecret)
                .map(InFile::new);
    }

    private Optional<Path> caFile() {
        return file("ca_file", ReceiverFiles::checkCertificates);
    }

    private interface ContentCheck {
        void check(Path file) throws BadValue;
    }

    private Optional<Path> file(String key, ContentCheck content) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        return read(key, entry.text(), text -> {
            Path file = folder.resolve(NativePaths.of(Parsers.text("the path of a file").parse(text))).normalize();
            content.check(file);
            return file;
        });
    }

    private List<String> words(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        List<String> words = Arrays.stream(entry.text().split("[," + Settings.SEPARATOR + "]", -1))
                .filter(word -> !word.isBlank()).toList();
        if (words.isEmpty()) {
            fault(entry.place(), key + " is empty; allowed: one or more words, or the key left out");
        }
        return words;
    }

    private <T> T value(String key, T usual, Option.Parser<T> parser) {
        Entry entry = entries.get(key);
        return entry == null ? usual : read(key, entry.text(), parser).orElse(usual);
    }

    private <T> Optional<T> required(String key, Option.Parser<T> parser) {
        Entry entry = entries.get(key);
        if (entry == null) {
            boolean isUrl = key.equals("url");
            fault(written.place(), key + " is missing" + (isUrl ? "; allowed: url, or url_file or url_env" : ""));
            return Optional.empty();
        }
        return read(key, entry.text(), parser);
    }

    /** Parses the value of one key. The reported fault does not repeat a text that may be a secret. */
    private <T> Optional<T> read(String key, String text, Option.Parser<T> parser) {
        try {
            return Optional.of(parser.parse(text));
        } catch (BadValue e) {
            boolean isQuiet = key.startsWith("url") || key.startsWith("secret");
            fault(entries.get(key).place(), key + " " + (isQuiet ? "has a value that" : ConfigFault.quoted(text))
                    + " is not allowed; allowed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void fault(String place, String sentence) {
        isSound = false;
        findings.fault(place, "notify " + written.name() + ": " + sentence);
    }
}
