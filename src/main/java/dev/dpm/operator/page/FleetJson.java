package dev.dpm.operator.page;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.command.Json;
import dev.dpm.operator.fleet.Finding;
import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Member;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord.Answer;
import dev.dpm.operator.fleet.Report;
import dev.dpm.operator.fleet.SharedCause;

/**
 * Converts what the operator knows about the supervised pods to JSON. Keys are in snake_case, and unknown values are
 * null, as in the API of dpm-runner.
 */
final class FleetJson {

    private static final Json JSON = Json.plain();

    private FleetJson() {
    }

    static String of(Fleet fleet) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (PodHealth health : PodHealth.values()) {
            counts.put(word(health), fleet.count(health));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", fleet.at());
        all.put("pods", fleet.pods());
        all.put("counts", counts);
        all.put("groups", fleet.groups().stream().map(group -> of(group, fleet.at())).toList());
        return JSON.pretty(all);
    }

    static String of(Map<String, Object> values) {
        return JSON.pretty(values);
    }

    static String of(Member member, Instant now) {
        return JSON.pretty(pod(member, now));
    }

    private static Map<String, Object> of(Group group, Instant now) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("namespace", group.namespace());
        all.put("supervision", group.name());
        all.put("pods", group.members().size());
        all.put("well", group.well());
        all.put("overlap", Optional.of(group.overlap()).filter(sentence -> !sentence.isEmpty()));
        all.put("causes", group.causes().stream().map(cause -> of(cause, group.name())).toList());
        all.put("overcome", group.overcome().stream().map(cause -> of(cause, group.name())).toList());
        all.put("members", group.members().stream().map(member -> pod(member, now)).toList());
        return all;
    }

    private static Map<String, Object> of(SharedCause cause, String group) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("standing", word(cause.health()));
        all.put("sentence", cause.words(group));
        all.put("since", cause.since());
        all.put("pods", cause.names().map(PodName::name).toList());
        return all;
    }

    private static Map<String, Object> pod(Member member, Instant now) {
        Optional<Report> report = member.known().answer().map(Answer::report);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("namespace", member.name().namespace());
        all.put("name", member.name().name());
        all.put("standing", word(member.health()));
        all.put("sentence", member.sentence());
        all.put("outdated", Optional.of(member.known().pod().outdated()).filter(reason -> !reason.isEmpty()));
        all.put("answered_at", member.known().answer().map(Answer::at));
        all.put("answer_age_seconds", member.age(now).map(Duration::toSeconds));
        all.put("target", report.map(Report::target));
        all.put("state", report.map(Report::state));
        all.put("cause", report.flatMap(Report::trouble).map(Finding::cause).map(cause -> cause.key()));
        all.put("memory_bytes", report.flatMap(each -> each.memory().value()).map(Double::longValue));
        all.put("memory_bound_bytes", report.flatMap(each -> each.memory().bound()).map(Double::longValue));
        all.put("cpu_percent", report.flatMap(each -> each.cpu().value()));
        all.put("time_to_limit_seconds", report.flatMap(Report::secondsToLimit));
        all.put("restarts", report.map(Report::restarts));
        return all;
    }

    private static String word(PodHealth health) {
        return health.name();
    }

    static String problem(Object problem) {
        return JSON.pretty(problem);
    }
}
