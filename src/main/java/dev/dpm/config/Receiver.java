package dev.dpm.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody who is told of incidents, as a file names them under {@code notify}.
 *
 * @param name unique in a runner; the name of the receiver's folder in the home
 * @param wanted what it is told of
 * @param pace when it is told, and for how long that is tried
 * @param way how it is told
 */
public record Receiver(String name, Wanted wanted, Pace pace, Way way) {

    /** The word for a target that is well again, among the causes of incidents. */
    public static final String WELL_AGAIN = "well_again";

    /** All that a receiver can be told of: the causes of incidents, and their end. */
    public static final List<String> EVENTS = List.of("cpu", "memory", "forecast", "check", "exit", "crash", "signal",
            "oom_kill", "launch", "gave_up", "found_dead", WELL_AGAIN);

    /** How bad it is: a target in trouble that lives is a warning, one that ended or cannot be had is an error. */
    public enum Severity {
        WARNING, ERROR
    }

    /**
     * What a receiver is told of.
     *
     * @param events words of {@link #EVENTS}
     * @param targets names, in which {@code *} stands for any letters and {@code ?} for one; none: every target
     * @param least what is less bad than this is not told
     */
    public record Wanted(Set<String> events, List<String> targets, Severity least) {

        public Wanted {
            events = Set.copyOf(events);
            targets = List.copyOf(targets);
        }

        /** Whether it is about targets of that name. */
        public boolean isAbout(String target) {
            return targets.isEmpty() || targets.stream().anyMatch(pattern -> fits(pattern, target));
        }

        /** In time that grows with the product of both lengths, whatever the stars. */
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
     * When it is told.
     *
     * @param gather what happens to several targets within this time is one notice
     * @param wellAfter a target is well again when nothing happened to it for so long
     * @param timeout of one try, from the connection to the last byte of the answer
     * @param giveUp a notice that could not be delivered for so long is given up
     */
    public record Pace(Duration gather, Duration wellAfter, Duration timeout, Duration giveUp) {
    }

    /** How it is told. */
    public sealed interface Way {

        /** The word for it in a file. */
        String type();

        /** Where it goes, without anything secret. */
        String shown();

        /** What it needs and shows nowhere. */
        default List<Secret> secrets() {
            return List.of();
        }

        /** Certificates in PEM that are trusted in place of Java's. */
        default Optional<Path> trusted() {
            return Optional.empty();
        }

        /** Files that it reads when it sends. */
        default List<Path> files() {
            return Stream.concat(trusted().stream(),
                    secrets().stream().filter(InFile.class::isInstance).map(one -> ((InFile) one).file())).toList();
        }

        /** Variables of the runner's environment that it reads when it sends. */
        default List<String> variables() {
            return secrets().stream().filter(InVariable.class::isInstance).map(one -> ((InVariable) one).name())
                    .toList();
        }
    }

    /** Something that no file of ours holds and nothing shows: where it is read each time it is needed. */
    public sealed interface Secret {
    }

    /** The first line of a file. */
    public record InFile(Path file) implements Secret {
    }

    /** A variable of the runner's environment. */
    public record InVariable(String name) implements Secret {
    }

    /**
     * Where an HTTP request goes: written in the file, or kept secret as a whole.
     *
     * @param written present unless {@code hidden} is
     */
    public record Address(Optional<URI> written, Optional<Secret> hidden) {

        /** The path may be what lets somebody in: only scheme, host and port are shown. */
        String shown() {
            return written.map(url -> url.getScheme() + "://" + url.getRawAuthority()
                    + (url.getRawPath().length() > 1 || url.getRawQuery() != null ? "/" + Secrets.MASK : ""))
                    .orElse(Secrets.MASK);
        }
    }

    /**
     * A CloudEvent over HTTP.
     *
     * @param secret that signs it
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

    /** {@code {"text": …}} over HTTP. */
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
        /** From its second command on; where the server has no STARTTLS, nothing is sent. */
        STARTTLS,
        /** From its first byte on. */
        TLS,
        /** Not at all. */
        NONE
    }

    /**
     * A mail.
     *
     * @param user logs in with the secret as the password; empty: no login
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

    /** A program of the shell's, which reads the notice as JSON. */
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

    /** In a sentence: {@code oncall (webhook https://alerts.example/***)}. */
    public String shown() {
        return name + " (" + way.type() + " " + way.shown() + ")";
    }
}
