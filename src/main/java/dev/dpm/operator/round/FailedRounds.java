package dev.dpm.operator.round;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Counts the failures of the operator's periodic work, each run of which is a round, and writes each kind of failure to
 * the log at most once in {@link #PAUSE}. A failed round ends neither the operator nor the thread that does the work: the
 * thread reports the failure to this class and begins the next round at its time. Thread-safe.
 */
public final class FailedRounds {

    /** The shortest time between two lines of the log about the same kind of failure. */
    static final Duration PAUSE = Duration.ofMinutes(10);
    /**
     * The largest number of kinds of failures in memory. Beyond it, a failure may be logged again within {@link #PAUSE}.
     */
    private static final int MOST_KINDS = 200;

    /** The kinds of periodic work of the operator, each with the words that the log contains about its failure. */
    public enum Work {
        CERTIFICATES("The operator's certificates and the version of the API server cannot be examined" + AGAIN),
        LEASE("The Lease or the list of earlier writes cannot be examined" + AGAIN),
        SUPERVISIONS("A Supervision cannot be examined" + AGAIN),
        WATCH("Objects of the API server cannot be watched" + AGAIN),
        FLEET("The dpm-runners in pods cannot be asked" + AGAIN),
        TOKENS("The token of a namespace cannot be read" + AGAIN),
        ACTIONS("Orders to pods cannot be continued" + AGAIN),
        PEOPLE("The API server cannot be asked who sent a request, which was refused"),
        REVIEWS("An AdmissionReview could not be judged, so its object was let through");

        private final String words;

        Work(String words) {
            this.words = words;
        }
    }

    /**
     * A name in a message of the API server. Two messages that differ only in such names are failures of the same kind.
     */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final String AGAIN = ", which is tried again";

    private static final class Told {
        private long at;
        private long more;
    }

    private static final System.Logger LOG = System.getLogger(FailedRounds.class.getName());

    private final LongSupplier nanos;
    private final Map<Work, LongAdder> counts = new EnumMap<>(Work.class);
    private final Map<String, Told> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_KINDS;
        }
    };

    /**
     * Creates an object that has counted no failures yet.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    public FailedRounds(LongSupplier nanos) {
        this.nanos = nanos;
        for (Work work : Work.values()) {
            counts.put(work, new LongAdder());
        }
    }

    /** Counts a failed round whose failure the caller has logged itself. */
    public void failed(Work work) {
        counts.get(work).increment();
    }

    /**
     * Counts a failure for which the operator is prepared, such as an API server that does not answer, and logs the
     * failure's message. Two failures are of one kind if their messages differ only in texts between double quotes.
     *
     * @param subject the object whose examination failed, such as {@code shop/web}; empty if there is none
     */
    public void failed(Work work, String subject, String message) {
        counts.get(work).increment();
        long more = toTell(work + " " + QUOTED.matcher(message).replaceAll("\"\""));
        if (more >= 0) {
            LOG.log(System.Logger.Level.WARNING, "{0}{1}: {2}{3}", work.words, of(subject), message, words(more));
        }
    }

    /**
     * Counts a failure for which the operator is not prepared, such as a fault in its code, and logs the exception with
     * its stack trace. Two failures are of one kind if they happened at the same line of the code.
     *
     * @param subject the object whose examination failed, such as {@code shop/web}; empty if there is none
     */
    public void failed(Work work, String subject, Throwable fault) {
        counts.get(work).increment();
        StackTraceElement[] trace = fault.getStackTrace();
        long more = toTell(work + " " + fault.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]));
        if (more >= 0) {
            LOG.log(System.Logger.Level.ERROR, work.words + of(subject) + words(more), fault);
        }
    }

    /** The number of failed rounds of each kind of work since the start of the operator. */
    public Map<Work, Long> counts() {
        Map<Work, Long> seen = new EnumMap<>(Work.class);
        counts.forEach((work, count) -> seen.put(work, count.sum()));
        return seen;
    }

    private static String of(String subject) {
        return subject.isEmpty() ? "" : " (" + subject + ")";
    }

    private static String words(long more) {
        return more == 0 ? "" : " (" + more + " more like it before)";
    }

    private long toTell(String kind) {
        synchronized (told) {
            long now = nanos.getAsLong();
            Told known = told.get(kind);
            if (known != null && now - known.at < PAUSE.toNanos()) {
                known.more++;
                return -1;
            }
            long more = known == null ? 0 : known.more;
            Told next = new Told();
            next.at = now;
            told.put(kind, next);
            return more;
        }
    }
}
