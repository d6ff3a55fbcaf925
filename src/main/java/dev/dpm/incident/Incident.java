package dev.dpm.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * Why a target ended, was restarted or was found in trouble, with the proof.
 *
 * @param schema of the record, {@value #SCHEMA}
 * @param id unique in a home; sorts by time; the name of its folder
 * @param target its name
 * @param at the moment of decision
 * @param verdict what happened and how sure that is
 * @param life the life it is about
 * @param usage what the target used before
 * @param series of incidents alike that it stands in
 * @param evidence what was seen at the moment of decision
 * @param output the last lines that the target wrote, secrets masked
 * @param response what was done, and how it went
 */
public record Incident(int schema, String id, String target, Instant at, Verdict verdict, Life life, Usage usage,
        Series series, Evidence evidence, List<String> output, Response response) {

    /** Of the record. */
    public static final int SCHEMA = 1;

    public Incident {
        output = List.copyOf(output);
    }

    /** In one line, for tables. */
    public Summary summary() {
        return new Summary(id, target, at, verdict.cause(), verdict.certainty(), verdict.sentence(),
                response.summary(), response.complete(), series.first(), life.incarnation());
    }

    /** The same with another response. */
    public Incident with(Response other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, evidence, output, other);
    }

    /**
     * What happened.
     *
     * @param sentence the cause in one sentence and one line, whatever the words of a check or a program were
     * @param restsOn what the certainty rests on
     * @param rule that was broken; empty: none was
     * @param samples the very samples of the verdict, oldest first
     */
    public record Verdict(Cause cause, Certainty certainty, String sentence, String restsOn, Optional<Rule> rule,
            List<Figure> samples) {

        public Verdict {
            sentence = OneLine.whole(sentence);
            samples = List.copyOf(samples);
        }
    }

    /**
     * The life it is about.
     *
     * @param pid of its main process; empty: it never had one
     * @param seconds how long it had lived
     * @param command secrets masked
     * @param user whom it runs as
     * @param environment names of its variables, never their values
     * @param settings given for it, option to text, secrets masked
     * @param atStart the first figures of this life
     * @param earlier how the lives before it ended, newest first
     * @param settingsSince when a setting was changed last; empty: before anybody watched
     */
    public record Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
            Optional<String> user, List<String> environment, Map<String, String> settings, Optional<Figure> atStart,
            List<EarlierLife> earlier, Optional<Instant> settingsSince) {

        public Life {
            environment = List.copyOf(environment);
            earlier = List.copyOf(earlier);
        }

        /** Of settings that nobody has seen change. */
        public Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
                Optional<String> user, List<String> environment, Map<String, String> settings,
                Optional<Figure> atStart, List<EarlierLife> earlier) {
            this(incarnation, pid, seconds, command, folder, user, environment, settings, atStart, earlier,
                    Optional.empty());
        }
    }

    /**
     * What was used before.
     *
     * @param minutes the last ten, sample by sample
     * @param hour the last one, minute by minute
     */
    public record Usage(List<Figure> minutes, List<Figure> hour) {

        public Usage {
            minutes = List.copyOf(minutes);
            hour = List.copyOf(hour);
        }
    }

    /**
     * Incidents of one target and one cause, each within an hour of the one before.
     *
     * @param first the id of the first of them, which is kept longest
     * @param number this one's, from 1
     * @param looksLeftOut how many of them were not looked into, since the look before was less than a minute ago
     * @param previous the id of the target's incident before this one, whatever its cause
     * @param differs what is other than in the previous one, a sentence each
     */
    public record Series(String first, int number, int looksLeftOut, Optional<String> previous, List<String> differs) {

        public Series {
            differs = List.copyOf(differs);
        }
    }

    /**
     * What was done.
     *
     * @param complete whether it is known how it went
     * @param summary in one sentence
     * @param deeds oldest first
     * @param stopSeconds from the first signal until nothing was left; empty: nothing was stopped, or it goes on
     * @param killed KILL had to be sent
     * @param exit how the main process ended; empty: it did not, or nobody knows
     * @param nextIncarnation the life after it
     * @param nextPid its process
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
