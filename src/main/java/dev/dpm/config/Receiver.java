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
 * A receiver of notices about incidents, declared in a file under {@code notify}.
 *
 * @param name the receiver's name, unique in a runner; also the name of the receiver's folder in the home
 * @param wanted the news that the receiver gets
 * @param pace the times of the receiver's notices and of the attempts to deliver them
 * @param way the way in which notices are delivered
 */
public record Receiver(String name, Wanted wanted, Pace pace, Way way) {

    /** The word for the news that a target is well again, used beside the words for the causes of incidents. */
    public static final String WELL_AGAIN = "well_again";

    /** All kinds of news: the causes of incidents, and the end of trouble. */
    public static final List<String> EVENTS = List.of("cpu", "memory", "forecast", "check", "exit", "crash", "signal",
            "oom_kill", "launch", "gave_up", "found_dead", WELL_AGAIN);

    /**
     * The severity of a notice: a warning for a living target in trouble, an error for a target that ended or cannot be
     * run.
     */
    public enum Severity {
        WARNING, ERROR
    }

    /**
     * The news that a receiver gets.
     *
     * @param events words of {@link #EVENTS}
     * @param targets names of targets, in which {@code *} stands for any letters and {@code ?} for one letter; none:
     *     every target
     * @param least the lowest severity
     */
    public record Wanted(Set<String> events, List<String> targets, Severity least) {

        public Wanted {
            events = Set.copyOf(events);
            targets = List.copyOf(targets);
        }

        /** Whether the receiver gets news about targets with that name. */
        public boolean isAbout(String target) {
            return targets.isEmpty() || targets.stream().anyMatch(pattern -> fits(pattern, target));
        }

        /**
         * Whether a name matches a pattern. The time is bounded by the product of both lengths, whatever the number of
         * stars.
         */
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
     * The times of a receiver's notices.
     *
     * @param gather events of several targets within this time become one notice
     * @param wellAfter a target counts as well again when it had no event for this long
     * @param timeout the longest time of one attempt, from the connection to the last byte of the answer
     * @param giveUp the age at which the runner stops trying to deliver a notice
     */
    public record Pace(Duration gather, Duration wellAfter, Duration timeout, Duration giveUp) {
    }

    /** The way in which a receiver gets notices. */
    public sealed interface Way {

        /** The word for the way in a file. */
        String type();

        /** The destination, without secrets. */
        String shown();

        /** The secrets that the way needs. */
        default List<Secret> secrets() {
            return List.of();
        }

        /** Certificates in PEM that are trusted in place of Java's. */
        default Optional<Path> trusted() {
            return Optional.empty();
        }

        /** Files that are read when a notice is sent. */
        default List<Path> files() {
            return Stream.concat(trusted().stream(),
                    secrets().stream().filter(InFile.class::isInstance).map(one -> ((InFile) one).file())).toList();
        }

        /** Environment variables of the runner that are read when a notice is sent. */
        default List<String> variables() {
            return secrets().stream().filter(InVariable.class::isInstance).map(one -> ((InVariable) one).name())
                    .toList();
        }
    }

    /**
     * Says where a secret is kept. The secret is read from there each time it is needed, and is neither stored nor
     * shown.
     */
    public sealed interface Secret {
    }

    /** A secret in the first line of a file. */
    public record InFile(Path file) implements Secret {
    }

    /** A secret in a variable of the runner's environment. */
    public record InVariable(String name) implements Secret {
    }

    /** The URL of an HTTP request: written in the file, or kept in a secret as a whole. */
    public record Address(Optional<URI> written, Optional<Secret> hidden) {

        /** The URL for people: only scheme, host and port, since the path may authorise the caller. */
        String shown() {
            return written.map(url -> url.getScheme() + "://" + url.getRawAuthority()
                    + (url.getRawPath().length() > 1 || url.getRawQuery() != null ? "/" + Secrets.MASK : ""))
                    .orElse(Secrets.MASK);
        }
    }

    /**
     * A CloudEvent over HTTP.
     *
     * @param secret the key that signs the event
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

    /** The JSON {@code {"text": …}} over HTTP, the format of chat services. */
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

    /** How a connection to a mail server is encrypted. */
    public enum MailTls {
        /**
         * The connection is encrypted from the second command on; where the server does not offer STARTTLS, no mail is
         * sent.
         */
        STARTTLS,
        /** The connection is encrypted from the first byte on. */
        TLS,
        /** The connection is not encrypted. */
        NONE
    }

    /**
     * A mail.
     *
     * @param user the login name, with the secret as the password; empty: no login
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

    /** A command line for the shell, which reads the notice as JSON on stdin. */
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

    /** The receiver in a sentence: {@code oncall (webhook https://alerts.example/***)}. */
    public String shown() {
        return name + " (" + way.type() + " " + way.shown() + ")";
    }
}
