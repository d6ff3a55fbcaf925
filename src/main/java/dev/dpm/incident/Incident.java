package dev.dpm.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * The record of one incident: why a target ended, was restarted or was reported as faulty, with the evidence.
 *
 * @param schema the schema number of the record, {@value #SCHEMA}
 * @param id the incident's id, unique in a runner's home folder. Ids sort by time; an id is also the name of the
 *     incident's folder.
 * @param target the target's name
 * @param at when the incident began
 * @param verdict the cause, and how certain the cause is
 * @param life the run of the target, from launch to exit, in which the incident happened
 * @param usage the target's CPU and memory before the incident
 * @param series the series of similar incidents that this incident belongs to
 * @param evidence the facts that were collected when the incident began
 * @param output the last lines that the target wrote, with secrets masked
 * @param response what the runner did, and the outcome
 */
public record Incident(int schema, String id, String target, Instant at, Verdict verdict, Life life, Usage usage,
        Series series, Evidence evidence, List<String> output, Response response) {

    /** The schema number that this version writes into an incident's record. */
    public static final int SCHEMA = 1;

    public Incident {
        output = List.copyOf(output);
    }

    /** The incident in one line, for tables. */
    public Summary summary() {
        return new Summary(id, target, at, verdict.cause(), verdict.certainty(), verdict.sentence(),
                response.summary(), response.complete(), series.first(), life.incarnation());
    }

    /** A copy of this incident with another response of the runner. */
    public Incident with(Response other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, evidence, output, other);
    }

    /** A copy of this incident with other evidence. */
    public Incident with(Evidence other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, other, output, response);
    }

    /**
     * The cause of an incident, as the runner determined it.
     *
     * @param sentence the cause in one sentence on one line, even if the check or program that reported it wrote
     *     several lines
     * @param restsOn why the cause is that certain, in words
     * @param rule the violated rule; empty if there is none
     * @param samples the memory or CPU samples from which the cause was determined, oldest first
     * @param next what a person should do next, as a short clause; empty where that is not certain
     */
    public record Verdict(Cause cause, Certainty certainty, String sentence, String restsOn, Optional<Rule> rule,
            List<Figure> samples, Optional<String> next) {

        /** Makes a verdict from which no certain next step follows. */
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
     * The run of the target, from launch to exit, in which the incident happened.
     *
     * @param pid the pid of the main process; empty if no main process was started
     * @param seconds how long the run had lasted when the incident began, in seconds
     * @param command the command, with secrets masked
     * @param user the user that the target runs as
     * @param environment the names of the environment variables, never their values
     * @param settings the options that were given for the target: option to text, with secrets masked
     * @param atStart the first sample of this run
     * @param earlier how the earlier runs ended, newest first
     * @param settingsSince when an option was last changed; empty if no option has changed since this runner started
     */
    public record Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
            Optional<String> user, List<String> environment, Map<String, String> settings, Optional<Figure> atStart,
            List<EarlierLife> earlier, Optional<Instant> settingsSince) {

        public Life {
            environment = List.copyOf(environment);
            earlier = List.copyOf(earlier);
        }

        /** Makes the part about a run of the target whose options have not changed since this runner started. */
        public Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
                Optional<String> user, List<String> environment, Map<String, String> settings,
                Optional<Figure> atStart, List<EarlierLife> earlier) {
            this(incarnation, pid, seconds, command, folder, user, environment, settings, atStart, earlier,
                    Optional.empty());
        }
    }

    /**
     * The target's CPU and memory before the incident.
     *
     * @param minutes the samples of the last ten minutes
     * @param hour the usage in the last hour, one value for each minute
     */
    public record Usage(List<Figure> minutes, List<Figure> hour) {

        public Usage {
            minutes = List.copyOf(minutes);
            hour = List.copyOf(hour);
        }
    }

    /**
     * The series of an incident: incidents of one target with the same cause, each at most an hour after the one
     * before.
     *
     * @param first the id of the first incident of the series, which is stored longer than the following ones
     * @param number the position of this incident in the series, from 1
     * @param looksLeftOut number of incidents for which no evidence was collected, since evidence less than a minute
     *     old existed
     * @param previous the id of the target's preceding incident of any cause
     * @param differs differences from the preceding incident, a sentence each
     */
    public record Series(String first, int number, int looksLeftOut, Optional<String> previous, List<String> differs) {

        public Series {
            differs = List.copyOf(differs);
        }
    }

    /**
     * The runner's response to an incident.
     *
     * @param complete whether the outcome is known
     * @param summary the response in one sentence
     * @param deeds the actions of the runner and observed facts, oldest first
     * @param stopSeconds seconds from the first signal until all processes had ended; empty if nothing was stopped, or
     *     if the stop still lasts
     * @param killed whether the runner had to send KILL
     * @param exit how the main process ended; empty if the main process still runs, or if its end is unknown
     * @param nextIncarnation the number of the target's next run; empty if there has been none yet
     * @param nextPid the pid of the next run's main process
     */
    public record Response(boolean complete, String summary, List<ResponseStep> deeds, Optional<Double> stopSeconds,
            boolean killed, Optional<String> exit, Optional<Long> nextIncarnation, Optional<Long> nextPid) {

        public Response {
            summary = OneLine.whole(summary);
            deeds = List.copyOf(deeds);
        }
    }

    /** An incident in one line, for tables. */
    public record Summary(String id, String target, Instant at, Cause cause, Certainty certainty, String sentence,
            String done, boolean complete, String series, long incarnation) {
    }
}
