package dev.dpm.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * The record of one incident: why a target ended, was restarted or was found in trouble, with the evidence.
 *
 * @param schema the schema number of the record, {@value #SCHEMA}
 * @param id the incident's id, unique in a home; ids sort by time, and an id is the name of the incident's folder
 * @param target the target's name
 * @param at the moment of the incident
 * @param verdict the cause, and the certainty of the cause
 * @param life the incarnation that the incident is about
 * @param usage the usage of the target before the incident
 * @param series the series of similar incidents that this incident belongs to
 * @param evidence the observations at the moment of the incident
 * @param output the last lines that the target wrote, secrets masked
 * @param response the runner's response, and the outcome
 */
public record Incident(int schema, String id, String target, Instant at, Verdict verdict, Life life, Usage usage,
        Series series, Evidence evidence, List<String> output, Response response) {

    /** The schema number of the record. */
    public static final int SCHEMA = 1;

    public Incident {
        output = List.copyOf(output);
    }

    /** The incident in one line, for tables. */
    public Summary summary() {
        return new Summary(id, target, at, verdict.cause(), verdict.certainty(), verdict.sentence(),
                response.summary(), response.complete(), series.first(), life.incarnation());
    }

    /** A copy with another response. */
    public Incident with(Response other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, evidence, output, other);
    }

    /** A copy with other evidence. */
    public Incident with(Evidence other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, other, output, response);
    }

    /**
     * The cause of an incident.
     *
     * @param sentence the cause in one sentence and one line, even where a check or a program wrote several
     * @param restsOn the basis of the certainty
     * @param rule the violated rule; empty: there is none
     * @param samples the samples on which the verdict is based, oldest first
     */
    public record Verdict(Cause cause, Certainty certainty, String sentence, String restsOn, Optional<Rule> rule,
            List<Figure> samples) {

        public Verdict {
            sentence = OneLine.whole(sentence);
            samples = List.copyOf(samples);
        }
    }

    /**
     * The incarnation that the incident is about.
     *
     * @param pid the pid of the main process; empty: there never was a main process
     * @param seconds how long the incarnation had lived
     * @param command the command, secrets masked
     * @param user the user that the target runs as
     * @param environment the names of the environment variables, never their values
     * @param settings the given settings of the target: option to text, secrets masked
     * @param atStart the first figures of this incarnation
     * @param earlier how the preceding incarnations ended, newest first
     * @param settingsSince when a setting was last changed; empty: before this runner started
     */
    public record Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
            Optional<String> user, List<String> environment, Map<String, String> settings, Optional<Figure> atStart,
            List<EarlierLife> earlier, Optional<Instant> settingsSince) {

        public Life {
            environment = List.copyOf(environment);
            earlier = List.copyOf(earlier);
        }

        /** An incarnation whose settings have not changed under this runner. */
        public Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
                Optional<String> user, List<String> environment, Map<String, String> settings,
                Optional<Figure> atStart, List<EarlierLife> earlier) {
            this(incarnation, pid, seconds, command, folder, user, environment, settings, atStart, earlier,
                    Optional.empty());
        }
    }

    /**
     * The usage of the target before the incident.
     *
     * @param minutes the last ten minutes, sample by sample
     * @param hour the last hour, minute by minute
     */
    public record Usage(List<Figure> minutes, List<Figure> hour) {

        public Usage {
            minutes = List.copyOf(minutes);
            hour = List.copyOf(hour);
        }
    }

    /**
     * A series of incidents of one target with the same cause, each within an hour after the preceding one.
     *
     * @param first the id of the first incident, which is kept longest
     * @param number this incident's number in the series, from 1
     * @param looksLeftOut number of incidents for which no evidence was collected, since the preceding evidence was
     *     less than a minute old
     * @param previous the id of the target's preceding incident of any cause
     * @param differs differences from the preceding incident, a sentence each
     */
    public record Series(String first, int number, int looksLeftOut, Optional<String> previous, List<String> differs) {

        public Series {
            differs = List.copyOf(differs);
        }
    }

    /**
     * The runner's response.
     *
     * @param complete whether the outcome is known
     * @param summary the response in one sentence
     * @param deeds the actions of the runner, oldest first
     * @param stopSeconds from the first signal until no process was left; empty: nothing was stopped, or the stop still
     *     lasts
     * @param killed whether KILL had to be sent
     * @param exit how the main process ended; empty: the main process lives, or its end is unknown
     * @param nextIncarnation the number of the next incarnation
     * @param nextPid the pid of the next incarnation's main process
     */
    public record Response(boolean complete, String summary, List<Deed> deeds, Optional<Double> stopSeconds,
            boolean killed, Optional<String> exit, Optional<Long> nextIncarnation, Optional<Long> nextPid) {

        public Response {
            summary = OneLine.whole(summary);
            deeds = List.copyOf(deeds);
        }
    }

    /** An incident in one line. */
    public record Summary(String id, String target, Instant at, Cause cause, Certainty certainty, String sentence,
            String done, boolean complete, String series, long incarnation) {
    }
}
