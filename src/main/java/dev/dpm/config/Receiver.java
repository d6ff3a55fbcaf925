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
 * @param name the receiver's name, unique in a runner; also the name of the receiver's folder in the runner's home
 *     folder
 * @param wanted the kinds of events about which the receiver gets notices
 * @param pace when notices are sent, and when failed deliveries are repeated and given up
 * @param way how notices are delivered
 */
public record Receiver(String name, Wanted wanted, Pace pace, Way way) {

    /**
     * The word for the event that a target has recovered after an incident, used beside the words for the causes of
     * incidents.
     */
    public static final String WELL_AGAIN = "well_again";

    /** The words for all events that can lead to a notice: the causes of incidents, and the recovery of a target. */
    public static final List<String> EVENTS = List.of("cpu", "memory", "forecast", "check", "exit", "crash", "signal",
            "oom_kill", "launch", "gave_up", "found_dead", WELL_AGAIN);

    /**
     * The severity of a notice: a warning if the target with the incident still runs, an error if it ended or cannot be
     * run.
     */
    public enum Severity {
        WARNING, ERROR
    }

    /**
     * The events about which a receiver gets notices.
     *
     * @param events words of {@link #EVENTS}
     * @param targets patterns for names of targets, in which {@code *} stands for any letters and {@code ?} for one
     *     letter; an empty list means every target
     * @param least the lowest severity of a notice that the receiver gets
     */
    public record Wanted(Set<String> events, List<String> targets, Severity least) {

        public Wanted {
            events = Set.copyOf(events);
            targets = List.copyOf(targets);
        }

        /** Whether the receiver subscribed to notices about the target with that name. */
        public boolean isAbout(String target) {
            return targets.isEmpty() || targets.stream().anyMatch(pattern -> fits(pattern, target));
        }

        /**
         * Whether a name matches a pattern. The time that the method takes grows with the product of both lengths, and
         * not with the number of stars.
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
     * When the notices of a receiver are sent.
     *
     * @param gather events of several targets within this time are sent in one notice
     * @param wellAfter a target counts as recovered when it had no event for this long
     * @param timeout the longest time of one attempt to deliver a notice, from the connection to the last byte of the
     *     answer
     * @param giveUp the age of a notice at which the runner gives up the delivery
     */
    public record Pace(Duration gather, Duration wellAfter, Duration timeout, Duration giveUp) {
    }

    /** The way in which a receiver gets notices. */
    public sealed interface Way {

        /** The word for this way of delivery in a configuration file, such as {@code webhook}. */
        String type();

        /** The place to which the runner delivers notices, as text for people; secrets are masked. */
        String shown();

        /** The secrets that the runner needs for a delivery in this way. */
        default List<Secret> secrets() {
            return List.of();
        }

        /**
         * A file with certificates in PEM format. For this delivery, the runner trusts these certificates instead of
         * Java's; empty if it trusts Java's.
         */
        default Optional<Path> trusted() {
            return Optional.empty();
        }

        /** Files that the runner reads when it sends a notice. */
        default List<Path> files() {
            return Stream.concat(trusted().stream(),
                    secrets().stream().filter(InFile.class::isInstance).map(one -> ((InFile) one).file())).toList();
        }

        /** Names of the environment variables that the runner reads when it sends a notice. */
        default List<String> variables() {
            return secrets().stream().filter(InVariable.class::isInstance).map(one -> ((InVariable) one).name())
                    .toList();
        }
    }

    /**
     * The place of a secret. The runner reads the secret from that place each time it needs the secret, and neither
     * stores nor shows it.
     */
    public sealed interface Secret {
    }

    /** A secret in the first line of a file. */
    public record InFile(Path file) implements Secret {
    }

    /** A secret in a variable of the runner's environment. */
    public record InVariable(String name) implements Secret {
    }

    /** The URL of an HTTP request: either written in the configuration file, or the content of a secret. */
    public record Address(Optional<URI> written, Optional<Secret> hidden) {

        /**
         * The URL for people: scheme, host and port only, since a path may contain the permission to send (as chat
         * services' URLs do).
         */
        String shown() {
            return written.map(url -> url.getScheme() + "://" + url.getRawAuthority()
                    + (url.getRawPath().length() > 1 || url.getRawQuery() != null ? "/" + Secrets.MASK : ""))
                    .orElse(Secrets.MASK);
        }
    }

    /**
     * Delivers a notice as a CloudEvent over HTTP.
     *
     * @param secret the key with which the runner signs the event
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

    /** Delivers a notice as the JSON {@code {"text": …}} over HTTP, the format of chat services. */
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

    /** How the connection to a mail server is encrypted. */
    public enum MailTls {
        /**
         * The connection is encrypted after the command STARTTLS; if the server does not offer that command, the runner
         * sends no mail.
         */
        STARTTLS,
        /** The connection to the mail server is encrypted from the first byte on. */
        TLS,
        /** The connection to the mail server is not encrypted. */
        NONE
    }

    /**
     * Delivers a notice as a mail.
     *
     * @param user the login name at the mail server, with the secret as the password; empty if the server needs no
     *     login
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

    /** Delivers a notice to a command, which a shell runs and which reads the notice as JSON on stdin. */
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

    /** The receiver in words without secrets, such as {@code oncall (webhook https://alerts.example/***)}. */
    public String shown() {
        return name + " (" + way.type() + " " + way.shown() + ")";
    }
}
