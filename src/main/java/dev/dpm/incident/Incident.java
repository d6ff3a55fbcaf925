package dev.dpm.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.OneLine;

/**
 * The record of an incident: why a target ended, was restarted or failed a check or threshold.
 *
 * @param schema {@value #SCHEMA}
 * @param id unique in a home folder, sorts by time
 * @param target its name
 * @param at when it began
 * @param verdict the cause
 * @param life the launch in which it happened
 * @param usage CPU and memory before it
 * @param series similar incidents
 * @param evidence what was found out
 * @param output the last lines, with secrets masked
 * @param response what the runner did
 */
public record Incident(int schema, String id, String target, Instant at, Verdict verdict, Life life, Usage usage,
        Series series, Evidence evidence, List<String> output, Response response) {

    /** The schema number that this version writes into an incident's record. */
    public static final int SCHEMA = 1;

    public Incident {
        output = List.copyOf(output);
    }

    public Summary summary() {
        return new Summary(id, target, at, verdict.cause(), verdict.certainty(), verdict.sentence(),
                response.summary(), response.complete(), series.first(), life.incarnation());
    }

    public Incident with(Response other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, evidence, output, other);
    }

    public Incident with(Evidence other) {
        return new Incident(schema, id, target, at, verdict, life, usage, series, other, output, response);
    }

    /**
     * The cause of an incident.
     *
     * @param sentence on one line
     * @param restsOn why the cause is that certain
     * @param rule the violated rule; empty: none
     * @param samples the samples behind the verdict, oldest first
     * @param next what a person should do, as a short clause; empty: uncertain
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
     * The launch in which an incident happened.
     *
     * @param pid the main process; empty: it was not started
     * @param seconds how long it had lasted
     * @param command with secrets masked
     * @param user its user
     * @param environment names of variables, never values
     * @param settings given options, with secrets masked
     * @param atStart the first sample
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

        /** A launch whose options have not changed. */
        public Life(long incarnation, Optional<Long> pid, double seconds, String command, String folder,
                Optional<String> user, List<String> environment, Map<String, String> settings,
                Optional<Figure> atStart, List<EarlierLife> earlier) {
            this(incarnation, pid, seconds, command, folder, user, environment, settings, atStart, earlier,
                    Optional.empty());
        }
    }

    /**
     * CPU and memory before an incident.
     *
     * @param minutes the samples of ten minutes
     * @param hour a value for each minute
     */
    public record Usage(List<Figure> minutes, List<Figure> hour) {

        public Usage {
            minutes = List.copyOf(minutes);
            hour = List.copyOf(hour);
        }
    }

    /**
     * Incidents of one target with the same cause, each at most an hour after the one before.
     *
     * @param first the first incident's id
     * @param number the position of this one, from 1
     * @param looksLeftOut incidents without evidence of their own
     * @param previous the preceding incident of any cause
     * @param differs what differs from that one
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
     * @param summary in one sentence
     * @param deeds actions and observed facts, oldest first
     * @param stopSeconds from the first signal until all processes had ended; empty: nothing was stopped
     * @param killed whether KILL was necessary
     * @param exit how the main process ended; empty: unknown, or it runs
     * @param nextIncarnation the number of the next launch; empty: none yet
     * @param nextPid its main process
     */
    public record Response(boolean complete, String summary, List<ResponseStep> deeds, Optional<Double> stopSeconds,
            boolean killed, Optional<String> exit, Optional<Long> nextIncarnation, Optional<Long> nextPid) {

        public Response {
            summary = OneLine.whole(summary);
            deeds = List.copyOf(deeds);
        }
    }

    public record Summary(String id, String target, Instant at, Cause cause, Certainty certainty, String sentence,
            String done, boolean complete, String series, long incarnation) {
    }
}
