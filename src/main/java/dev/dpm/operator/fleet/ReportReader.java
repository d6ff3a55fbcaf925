package dev.dpm.operator.fleet;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.incident.Cause;
import dev.dpm.process.Phase;

/**
 * Parses the untrusted answer of a dpm-runner to {@code GET /api/v1/status}. If the answer contains several targets, the
 * one in the worst state is used.
 */
public final class ReportReader {

    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 40;
    /** The largest number of JSON tokens of a response; the longest response of a dpm-runner has about 25,000. */
    private static final int MOST_TOKENS = 50_000;
    private static final String WORD = "[A-Z_]{1,20}";
    /** The pattern of a signal's name. It does not match the word null, which is in small letters. */
    private static final String SIGNAL = "[A-Z][A-Z0-9+-]{1,11}";
    /** If a trouble and an incident began within this number of seconds, the incident is about the trouble. */
    private static final long ONE_MOMENT_SECONDS = 5;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(LONGEST_NUMBER)
                    .maxTokenCount(MOST_TOKENS).build())
            .build());

    private ReportReader() {
    }

    /** Parses the body of a dpm-runner's response; the caller limits its length. */
    public static Report read(byte[] body) throws BadReport {
        JsonNode targets = tree(body).path("targets");
        if (!targets.isArray()) {
            throw new BadReport("its answer is not the status of a dpm-runner: it has no targets");
        }
        for (JsonNode target : targets) {
            if (!target.path("name").isTextual() || !target.path("state").isTextual()) {
                throw new BadReport("its answer is not the status of a dpm-runner: a target has no name or no state");
            }
        }
        Iterator<JsonNode> all = targets.elements();
        return StreamSupport.stream(((Iterable<JsonNode>) () -> all).spliterator(), false)
                .filter(JsonNode::isObject).map(ReportReader::report)
                .min(Comparator.comparing(report -> report.trouble().isEmpty()))
                .orElseThrow(() -> new BadReport("its dpm-runner has no target yet"));
    }

    private static JsonNode tree(byte[] body) throws BadReport {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            throw new BadReport("its answer is no JSON");
        }
        throw new BadReport("its answer is no JSON object");
    }

    private static Report report(JsonNode target) {
        JsonNode limits = target.path("limits");
        TargetNode told = new TargetNode(target);
        return new Report(UntrustedText.of(target.path("name").asText()), told.state(), told.trouble(), told.incident(),
                new Report.Usage(figure(target, "memory_bytes"), figure(target, "memory_threshold_bytes"),
                        figure(limits, "memory_limit_bytes")),
                new Report.Usage(figure(target, "cpu_percent"), figure(target, "cpu_threshold_percent"),
                        Optional.empty()),
                figure(limits, "time_to_limit_seconds"), Math.max(0, target.path("restarts").asLong()),
                told.reason());
    }

    private record TargetNode(JsonNode target) {

        String state() {
            String word = target.path("state").asText();
            return word.matches(WORD) ? word : "UNKNOWN";
        }

        String reason() {
            return UntrustedText.of(target.path("reason").asText());
        }

        /**
         * Why the target is in trouble; empty if it is well. The rules are those of {@code view.StatusView}, by which the
         * dpm-runner itself decides this.
         */
        Optional<Finding> trouble() {
            boolean isWell = !Phase.of(state()).filter(Phase::isTrouble).isPresent() && !hasGivenUp()
                    && breach().isEmpty() && !target.path("story").path("failed").asBoolean()
                    && !"DOWN".equals(target.path("health").asText());
            if (isWell || target.path("acknowledged").asBoolean()) {
                return Optional.empty();
            }
            Optional<Instant> since = since();
            return Optional.of(incident().filter(found -> since.isEmpty() || found.since().isEmpty() || !found.since()
                    .get().isBefore(since.get().minusSeconds(ONE_MOMENT_SECONDS)))
                    .map(found -> new Finding(found.cause(), found.detail(), since.or(found::since),
                            found.sentence()))
                    .orElseGet(this::guessed));
        }

        Optional<Finding> incident() {
            JsonNode incident = target.path("story").path("incident");
            String word = incident.path("cause").asText();
            return Arrays.stream(Cause.values()).filter(cause -> cause.key().equals(word)
                    || cause.words().equals(word) || cause.name().equals(word)).findFirst()
                    .map(cause -> new Finding(cause, detail(cause), time(incident.path("at")),
                            UntrustedText.of(incident.path("sentence").asText())));
        }

        private Finding guessed() {
            Cause cause = cause();
            return new Finding(cause, detail(cause), since(), breach().isEmpty() ? reason() : breach());
        }

        private Cause cause() {
            if (breach().startsWith("cpu")) {
                return Cause.CPU;
            } else if (breach().startsWith("memory")) {
                return Cause.MEMORY;
            } else if (!breach().isEmpty() || state().equals(Phase.RUNNING.name())) {
                return Cause.CHECK;
            } else if (hasGivenUp()) {
                return Cause.GAVE_UP;
            }
            return end().startsWith("signal") ? Cause.SIGNAL : Cause.CRASH;
        }

        private String detail(Cause cause) {
            return switch (cause) {
                case CHECK -> failedCheck();
                case CRASH, SIGNAL, GAVE_UP -> end();
                case CPU, MEMORY, FORECAST, EXIT, OOM_KILL, LAUNCH, FOUND_DEAD -> "";
            };
        }

        private String breach() {
            JsonNode breach = target.path("breach");
            return breach.isTextual() ? UntrustedText.of(breach.asText()) : "";
        }

        private boolean hasGivenUp() {
            return target.path("given_up").asBoolean();
        }

        private Optional<Instant> since() {
            return time(target.path("story").path("trouble_since"));
        }

        private String failedCheck() {
            return elements(target.path("checks"))
                    .filter(check -> "failed".equalsIgnoreCase(check.path("result").asText()))
                    .map(check -> check.path("kind").asText().toUpperCase(Locale.ROOT))
                    .filter(kind -> kind.matches(WORD)).map(kind -> kind.toLowerCase(Locale.ROOT)).findFirst()
                    .orElse("");
        }

        private String end() {
            JsonNode exit = target.path("last_exit");
            String signal = exit.path("signal").asText("");
            if (signal.matches(SIGNAL)) {
                return "signal " + signal;
            }
            return exit.path("code").isInt() ? "exit code " + exit.path("code").asInt() : "";
        }
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The number in a field; empty if the field contains no number, or a negative one. */
    private static Optional<Double> figure(JsonNode of, String field) {
        JsonNode value = of.path(field);
        return value.isNumber() && Double.isFinite(value.asDouble()) && value.asDouble() >= 0
                ? Optional.of(value.asDouble())
                : Optional.empty();
    }

    /** The time in a field; empty if it is malformed, before 1970 or after the year 9998. */
    private static Optional<Instant> time(JsonNode value) {
        try {
            return value.isTextual()
                    ? Optional.of(Instant.parse(value.asText()))
                            .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LATEST))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
