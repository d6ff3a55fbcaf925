package dev.dpm.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * The record of an incident: why a target ended, was restarted, or failed a check or threshold.
 * @param schema {@value #SCHEMA}
 * @param id unique in a home folder
 * @param target the target's name
 * @param at when the incident began
 * @param sequence the incident's number in the order of recording, from 1, which no jump of the wall clock changes; 0: an older
 * version wrote the record
 * @param verdict the cause of the incident
 * @param life the launch in which it happened
 * @param usage CPU and memory before it
 * @param series the similar incidents before it
 * @param evidence the collected facts
 * @param output the target's last lines of output, with secrets masked
 * @param response what the runner did about it
 */
public record Incident(int schema, String id, String target, Instant at, long sequence, Verdict verdict, Life life,
        Usage usage, Series series, Evidence evidence, List<String> output, Response response) {

    /** The schema number that this version writes into an incident's record. */
    public static final int SCHEMA = 1;

    public Incident {
        output = List.copyOf(output);
    }

    public Summary summary() {
        return new Summary(id, target, at, verdict.cause(), verdict.certainty(), verdict.sentence(),
                response.summary(), response.complete(), series.first(), life.incarnation(), sequence);
    }

    public Incident with(Response other) {
        return new Incident(schema, id, target, at, sequence, verdict, life, usage, series, evidence, output, other);
    }

    public Incident with(Evidence other) {
        return new Incident(schema, id, target, at, sequence, verdict, life, usage, series, other, output, response);
    }

    /**
     * The cause of an incident.
     * @param sentence the cause in one sentence, on one line
     * @param restsOn what makes the cause certain or likely
     * @param rule the threshold or check that the target violated; empty: none
     * @param samples the samples from which the cause was concluded, oldest first
     * @param next what a person should do, as a short clause; empty: this is not certain
     */
    public record Verdict(Cause cause, Certainty certainty, String sentence, String restsOn, Optional<Rule> rule,
            List<Figure> samples, Optional<String> next) {

        public Verdict(Cause cause, Certainty certainty, String sentence, String restsOn, Optional<Rule> rule,
                List<Figure> samples) {
            this(cause, certainty, sentence, restsOn, rule, samples, Optional.empty());
        }

        public Verdict {
            sentence = OneLine.whole(sentence);
            samples = List.copyOf(samples);
        }
    }

    /**
     * The launch of the target in which an incident happened.
     * @param pid the main process; empty: it was not started
     * @param seconds how long the launched process had run
     * @param command the command line with secrets masked
     * @param user the user of the main process
     * @param environment the names of environment variables, never their values
     * @param settings the options that were given, with secrets masked
     * @param atStart the first sample after the launch
     * @param earlier how earlier launches ended, newest first
     * @param settingsSince when an option last changed; empty: not since this runner's start
     */
    public record Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
            Optional<String> user, List<String> environment, Map<String, String> settings, Optional<Figure> atStart,
            List<EarlierLife> earlier, Optional<Instant> settingsSince) {

        public Life {
            environment = List.copyOf(environment);
            earlier = List.copyOf(earlier);
        }

        /** Makes the record of a launch whose options have not changed since the runner's start. */
        public Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
                Optional<String> user, List<String> environment, Map<String, String> settings,
                Optional<Figure> atStart, List<EarlierLife> earlier) {
            this(incarnation, pid, seconds, command, folder, user, environment, settings, atStart, earlier,
                    Optional.empty());
        }
    }

    /**
     * CPU and memory of the target before an incident.
     * @param minutes all samples of the last ten minutes
     * @param hour one value for each minute of the last hour
     */
    public record Usage(List<Figure> minutes, List<Figure> hour) {

        public Usage {
            minutes = List.copyOf(minutes);
            hour = List.copyOf(hour);
        }
    }

    /**
     * A series of incidents: one target, the same cause, each at most an hour after the one before.
     * @param first the id of the first incident
     * @param number the position of this incident, from 1
     * @param looksLeftOut the number of incidents for which no evidence was collected
     * @param previous the id of the target's previous incident, of any cause
     * @param differs what has changed since the previous incident
     */
    public record Series(String first, int number, int looksLeftOut, Optional<String> previous, List<String> differs) {

        public Series {
            differs = List.copyOf(differs);
        }
    }

    /**
     * The runner's response to an incident.
     * @param complete whether the outcome is known
     * @param summary the response in one sentence
     * @param deeds actions and observed facts, oldest first
     * @param stopSeconds the seconds from the first signal until all processes had ended; empty: nothing was stopped
     * @param killed whether KILL was necessary
     * @param exit how the main process ended; empty: unknown, or the process runs
     * @param nextIncarnation the number of the target's next launch; empty: there is none yet
     * @param nextPid the pid of the main process of that launch
     */
    public record Response(boolean complete, String summary, List<ResponseStep> deeds, Optional<Double> stopSeconds,
            boolean killed, Optional<String> exit, Optional<Long> nextIncarnation, Optional<Long> nextPid) {

        public Response {
            summary = OneLine.whole(summary);
            deeds = List.copyOf(deeds);
        }
    }

    public record Summary(String id, String target, Instant at, Cause cause, Certainty certainty, String sentence,
            String done, boolean complete, String series, long incarnation, long sequence) {

        /**
         * Sorts incidents by their number in the order of recording. Records of older versions have no such number: they come
         * first, by their time.
         */
        public static final Comparator<Summary> OLDEST_FIRST = Comparator.comparing(Summary::sequence)
                .thenComparing(Summary::at).thenComparing(Summary::id);
    }
}
