package dev.dpm.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * The record of why a target ended, was restarted or was found in trouble, with the evidence.
 *
 * @param schema of the record, {@value #SCHEMA}
 * @param id unique in a home; sorts by time; the name of its folder
 * @param target the target's name
 * @param at when the incident was decided upon
 * @param verdict what happened and how certain that is
 * @param life the incarnation that the incident is about
 * @param usage what the target used before
 * @param series the series of similar incidents that it belongs to
 * @param evidence what was observed when it was decided upon
 * @param output the last lines that the target wrote, secrets masked
 * @param response what was done, and the outcome
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

    /**
     * The cause of an incident.
     *
     * @param sentence the cause in one sentence and one line, whatever text came from a check or a program
     * @param restsOn the basis of the certainty
     * @param rule the rule that was broken; empty: none was
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
     * @param pid of its main process; empty: it never had one
     * @param seconds how long it had lived
     * @param command secrets masked
     * @param user the user it runs as
     * @param environment names of its variables, never their values
     * @param settings option to text as given for the target, secrets masked
     * @param atStart the first figures of this incarnation
     * @param earlier how the incarnations before it ended, newest first
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
     * Incidents of one target with one cause, each within an hour of the one before.
     *
     * @param first the id of the first of them, which is kept longest
     * @param number this incident's number in the series, from 1
     * @param looksLeftOut number of incidents without evidence, since the evidence before was less than a minute old
     * @param previous the id of the target's incident before this one, whatever its cause
     * @param differs differences from the previous one, a sentence each
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
     * @param summary in one sentence
     * @param deeds oldest first
     * @param stopSeconds from the first signal until no process was left; empty: nothing was stopped, or the stop goes
     * on
     * @param killed whether KILL had to be sent
     * @param exit how the main process ended; empty: it did not, or that is unknown
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
