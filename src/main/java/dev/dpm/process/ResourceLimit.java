package dev.dpm.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A limit on a resource of each single process (setrlimit(2)).
 *
 * @param soft the soft limit, or {@link #UNLIMITED}
 * @param hard the hard limit, not lower than {@code soft}, or {@link #UNLIMITED}
 */
public record ResourceLimit(Kind kind, long soft, long hard) {

    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The resources that setrlimit(2) limits, with their names in limits.conf(5) and prlimit(1). */
    public enum Kind {
        AS, CORE, CPU, DATA, FSIZE, LOCKS, MEMLOCK, MSGQUEUE, NICE, NOFILE, NPROC, RSS, RTPRIO, RTTIME, SIGPENDING,
        STACK;

        private static final List<Kind> IN_BYTES = List.of(AS, CORE, DATA, FSIZE, MEMLOCK, MSGQUEUE, RSS, STACK);

        /**
         * Finds a kind by its name, such as {@code nofile} or {@code RLIMIT_NOFILE}; upper and lower case are the same.
         */
        public static Optional<Kind> of(String name) {
            String plain = name.strip().toUpperCase(Locale.ROOT).replaceFirst("^RLIMIT_", "");
            return Arrays.stream(values()).filter(kind -> kind.name().equals(plain)).findFirst();
        }

        /** Whether a limit of this kind is in bytes, so that its value may have a unit. */
        public boolean isInBytes() {
            return IN_BYTES.contains(this);
        }

        /** The name of this kind of limit in lower case, such as {@code nofile}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ResourceLimit {
        if (soft < 0 || hard < soft) {
            throw new IllegalArgumentException("a soft limit is 0 or more and not above its hard limit");
        }
    }

    /** The soft and the hard value of this limit in the form of prlimit(1): {@code 1024:4096}. */
    public String bounds() {
        return word(soft) + ":" + word(hard);
    }

    private static String word(long limit) {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }

    @Override
    public String toString() {
        return kind.word() + " " + bounds();
    }
}
