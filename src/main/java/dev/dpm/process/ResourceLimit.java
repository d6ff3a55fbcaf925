package dev.dpm.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One resource limit of a process (setrlimit(2)).
 *
 * @param soft the limit in force, in the unit of setrlimit(2); {@link #UNLIMITED} where there is no limit
 * @param hard the limit up to which the process itself may raise the soft limit; not below {@code soft}
 */
public record ResourceLimit(Kind kind, long soft, long hard) {

    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The resources that setrlimit(2) limits, with their names in limits.conf(5) and prlimit(1). */
    public enum Kind {
        AS, CORE, CPU, DATA, FSIZE, LOCKS, MEMLOCK, MSGQUEUE, NICE, NOFILE, NPROC, RSS, RTPRIO, RTTIME, SIGPENDING,
        STACK;

        private static final List<Kind> IN_BYTES = List.of(AS, CORE, DATA, FSIZE, MEMLOCK, MSGQUEUE, RSS, STACK);

        /**
         * The kind of resource limit for a name such as {@code nofile} or {@code RLIMIT_NOFILE}, in upper or lower
         * case.
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

    /** This limit in words: {@code nofile 1024:4096}. */
    @Override
    public String toString() {
        return kind.word() + " " + bounds();
    }
}
