package dev.dpm.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.dpm.config.value.HostPort;

/**
 * A receiver of notices about incidents.
 *
 * @param name unique among the receivers of a runner
 * @param wanted the events about which the receiver gets notices
 * @param pace when notices are sent and repeated
 * @param way how notices are delivered
 */
public record Receiver(String name, Filter wanted, Pace pace, Way way) {

    /** The word for the event that a target has recovered after an incident. */
    public static final String WELL_AGAIN = "well_again";

    /** All events about which notices are sent: the causes of incidents, and the recovery of a target. */
    public static final List<String> EVENTS = List.of("cpu", "memory", "forecast", "check", "exit", "crash", "signal",
            "oom_kill", "launch", "gave_up", "found_dead", WELL_AGAIN);

    /** The severity of an event. Warning: the target still runs. Error: the target has ended or cannot be launched. */
    public enum Severity {
        WARNING, ERROR
    }

    /**
     * Selects the events about which a receiver gets notices.
     *
     * @param events words of {@link #EVENTS}
     * @param targets patterns for the names of targets, with {@code *} and {@code ?}; empty list: every target
     * @param least the lowest severity of an event
     */
    public record Filter(Set<String> events, List<String> targets, Severity least) {

        public Filter {
            events = Set.copyOf(events);
            targets = List.copyOf(targets);
        }

        /** Whether the receiver gets notices about this target. */
        public boolean isAbout(String target) {
            return targets.isEmpty() || targets.stream().anyMatch(pattern -> fits(pattern, target));
        }

        /** Whether a name matches a pattern, in time proportional to the product of both lengths. */
        private static boolean fits(String pattern, String name) {
            boolean[] until = new boolean[name.length() + 1];
            until[0] = true;
            for (char sign : pattern.toCharArray()) {
                boolean[] next = new boolean[name.length() + 1];
                next[0] = sign == '*' && until[0];
                for (int at = 1; at <= name.length(); at++) {
                    next[at] = sign == '*'
                            ? until[at] || next[at - 1]
                            : until[at - 1] && (sign == '?' || sign == name.charAt(at - 1));
                }
                until = next;
            }
            return until[name.length()];
        }
    }

    /**
     * When notices are sent, and for how long the runner tries to deliver them.
     *
     * @param gather events within this time are sent in one notice
     * @param wellAfter a target without an event for this long has recovered
     * @param timeout the longest time of one attempt to deliver
     * @param giveUp the age at which the runner gives up a notice that it could not deliver
     */
    public record Pace(Duration gather, Duration wellAfter, Duration timeout, Duration giveUp) {
    }

    public sealed interface Way {

        /** The word for this kind of delivery in a configuration file, such as {@code webhook}. */
        String type();

        /** Where notices go, as a text for people in which secrets are masked. */
        String shown();

        /** The secrets that are needed to deliver a notice. */
        default List<Secret> secrets() {
            return List.of();
        }

        /**
         * The file with the certificates (PEM) that are trusted instead of those of Java; empty: those of Java are trusted.
         */
        default Optional<Path> trusted() {
            return Optional.empty();
        }

        default List<Path> files() {
            return Stream.concat(trusted().stream(),
                    secrets().stream().filter(InFile.class::isInstance).map(one -> ((InFile) one).file())).toList();
        }

        default List<String> variables() {
            return secrets().stream().filter(InVariable.class::isInstance).map(one -> ((InVariable) one).name())
                    .toList();
        }
    }

    /** The place of a secret. The runner reads the secret when it is needed, and never stores it. */
    public sealed interface Secret {
    }

    /** The secret is the first line of this file. */
    public record InFile(Path file) implements Secret {
    }

    /** The secret is the value of a variable in the runner's environment. */
    public record InVariable(String name) implements Secret {
    }

    /** A URL that is written in the configuration file, or contained in a secret. */
    public record Address(Optional<URI> written, Optional<Secret> hidden) {

        /** Scheme, host and port of the URL. The path is left out, since it may contain a token that permits sending. */
        String shown() {
            return written.map(url -> url.getScheme() + "://" + url.getRawAuthority()
                    + (url.getRawPath().length() > 1 || url.getRawQuery() != null ? "/" + Secrets.MASK : ""))
                    .orElse(Secrets.MASK);
        }
    }

    /**
     * Delivery as a CloudEvent over HTTP.
     *
     * @param secret the key with which notices are signed
     */
    public record Webhook(Address address, Optional<Secret> secret, Optional<Path> trusted) implements Way {
        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public String shown() {
            return address.shown();
        }

        @Override
        public List<Secret> secrets() {
            return Stream.concat(address.hidden().stream(), secret.stream()).toList();
        }
    }

    public record Slack(Address address, Optional<Path> trusted) implements Way {
        @Override
        public String type() {
            return "slack";
        }

        @Override
        public String shown() {
            return address.shown();
        }

        @Override
        public List<Secret> secrets() {
            return address.hidden().stream().toList();
        }
    }

    /** The encryption of the connection to a mail server. */
    public enum MailTls {
        /** The connection is encrypted after the command STARTTLS. A server without this command gets no mail. */
        STARTTLS,
        TLS,
        /** The connection is not encrypted. */
        NONE
    }

    /**
     * Delivery as a mail.
     *
     * @param user the login name; empty: no login
     */
    public record Mail(HostPort server, MailTls tls, String from, List<String> to, Optional<String> user,
            Optional<Secret> secret, Optional<Path> trusted) implements Way {

        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "mail";
        }

        @Override
        public String shown() {
            return String.join(", ", to) + " by " + server;
        }

        @Override
        public List<Secret> secrets() {
            return secret.stream().toList();
        }
    }

    /** Delivery to a shell command, which reads the notice as JSON on stdin. */
    public record Command(String line) implements Way {
        @Override
        public String type() {
            return "command";
        }

        @Override
        public String shown() {
            return Secrets.program(line);
        }
    }

    public String shown() {
        return name + " (" + way.type() + " " + way.shown() + ")";
    }
}
