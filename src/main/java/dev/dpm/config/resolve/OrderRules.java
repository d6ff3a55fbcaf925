package dev.dpm.config.resolve;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.AttachRules;
import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.RestartRules.RestartMode;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.resolve.TargetResolver.Draft;
import dev.dpm.config.value.Dependencies;
import dev.dpm.config.value.Dependencies.Condition;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.process.TargetName;

/** Checks that each dependency in a file can be met by a target of the file. */
final class OrderRules {

    private final Map<TargetName, Draft> drafts = new LinkedHashMap<>();
    private final Findings findings;

    private OrderRules(List<Draft> drafts, Findings findings) {
        drafts.forEach(draft -> draft.name().ifPresent(name -> this.drafts.put(name, draft)));
        this.findings = findings;
    }

    static void check(List<Draft> drafts, Findings findings) {
        OrderRules rules = new OrderRules(drafts, findings);
        rules.drafts.forEach((name, draft) -> dependencies(draft).on()
                .forEach((needed, condition) -> rules.checkOne(name, needed, condition)));
        rules.checkCircle();
    }

    private static Dependencies dependencies(Draft draft) {
        return draft.settings().find(Options.DEPENDS_ON).orElse(Dependencies.NONE);
    }

    private void checkOne(TargetName name, TargetName needed, Condition condition) {
        Draft other = drafts.get(needed);
        if (name.equals(needed)) {
            fault(name, needed + " is the target itself; allowed: other targets of the file");
        } else if (other == null) {
            fault(name, ConfigFault.quoted(needed.value()) + " is no target of the file"
                    + Spelling.hint(needed.value(), drafts.keySet().stream().map(TargetName::value).toList(), ""));
        } else if (other.settings().get(Options.SCHEDULE).isPresent()) {
            fault(name, needed + " runs by a schedule and rests between its runs; allowed: targets without schedule");
        } else {
            never(other, condition).ifPresent(why -> fault(name, needed + ":" + condition.word() + " is never met: "
                    + needed + " " + why));
        }
    }

    /** Why a target can never meet a condition of a target that depends on it; empty: it can. */
    private static Optional<String> never(Draft needed, Condition condition) {
        Settings settings = needed.settings();
        return switch (condition) {
            case STARTED -> Optional.empty();
            case HEALTHY -> Checks.of(settings).isAny()
                    ? Optional.empty()
                    : Optional.of("has no check; allowed: started, or give it http_check, tcp_check or exec_check");
            case COMPLETED -> AttachRules.asks(settings) || settings.get(Options.RESTART) != RestartMode.ALWAYS
                    ? Optional.empty()
                    : Optional.of("is launched again after every end (restart: always); allowed: restart: on-failure "
                            + "or never of it");
        };
    }

    private void checkCircle() {
        Map<TargetName, Dependencies> all = new HashMap<>();
        drafts.forEach((name, draft) -> all.put(name, dependencies(draft)));
        List<TargetName> circle = DependencyGraph.of(all).circle();
        if (circle.size() > 1) {
            String words = circle.stream().map(TargetName::value).collect(Collectors.joining(" needs "));
            fault(circle.get(0), "makes a circle: " + words + " needs " + circle.get(0)
                    + "; allowed: targets that need each other one way only");
        }
    }

    private void fault(TargetName name, String sentence) {
        Draft draft = drafts.get(name);
        String told = "target " + name + ": " + Options.DEPENDS_ON.name() + " " + sentence;
        findings.fault(draft.settings().given(Options.DEPENDS_ON).map(Setting::origin)
                .map(origin -> new ConfigFault(origin.place(), told))
                .orElseGet(() -> new ConfigFault(draft.place(), told)));
    }
}
