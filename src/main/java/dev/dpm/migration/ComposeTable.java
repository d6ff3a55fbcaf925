package dev.dpm.migration;

import static dev.dpm.migration.Rule.as;
import static dev.dpm.migration.Rule.carried;
import static dev.dpm.migration.Rule.left;
import static dev.dpm.migration.Rule.map;
import static dev.dpm.migration.Rule.turned;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.ProgramName;
import dev.dpm.config.yaml.Lined;

/** How each key of a service in a compose file is carried over. */
final class ComposeTable {

    private static final Rule CONTAINERS = left("the target runs on this machine, without a container around it");
    private static final Rule NETWORKS = left(
            "the target has this machine's network: what it listens on is reachable as it "
                    + "says, and other services are at localhost");

    static final Map<String, Rule> SERVICE = table();

    private ComposeTable() {
    }

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new HashMap<>();
        for (String read : List.of("command", "entrypoint", "working_dir", "env_file", "environment", "healthcheck",
                "deploy", "scale", "extends", "image", "build", "volumes")) {
            table.put(read, carried());
        }
        table.put("init",
                left("a stop ends the whole process tree of a target, and orphans are reaped: nothing to do"));
        table.put("restart", ComposeTable::restart);
        table.put("user", as("user"));
        table.put("stop_signal", as("stop_signal"));
        table.put("stop_grace_period", turned("stop_grace", Values::seconds));
        table.put("depends_on", ComposeTable::dependencies);
        table.put("ulimits", ComposeTable::limits);
        table.put("labels", map("labels", "there are no labels here"));
        table.put("mem_limit", turned("memory_max", Values::size));
        table.put("mem_reservation", left("nothing is reserved for a target"));
        table.put("memswap_limit", left("write memory_max, or memory_threshold"));
        table.put("cpus", turned("cpu_quota", Values::processors));
        table.put("cpuset", as("cpu_affinity"));
        table.put("pids_limit", turned("pids_max", Values::tasks));
        table.put("oom_score_adj", as("oom_score_adj"));
        table.put("logging", left("output is kept in files, which logs shows; log_max_size and log_keep bound them"));
        table.put("profiles", (key, draft) -> {
            draft.put("autostart", "false", key);
            draft.note(key,
                    "there are no profiles here: it starts when " + ProgramName.typed() + " start " + draft.name()
                            + " asks for it");
        });
        table.put("tty", left("a target has no terminal"));
        table.put("stdin_open", left("a target's stdin is empty"));
        table.put("ports", NETWORKS);
        for (String name : List.of("expose", "networks", "network_mode", "links", "external_links", "extra_hosts",
                "dns",
                "dns_search", "hostname", "domainname", "mac_address")) {
            table.put(name, NETWORKS);
        }
        for (String name : List.of("container_name", "platform", "privileged", "cap_add", "cap_drop", "security_opt",
                "read_only", "tmpfs", "shm_size", "devices", "ipc", "pid", "userns_mode", "isolation", "runtime",
                "volumes_from", "pull_policy", "sysctls", "group_add", "cgroup_parent", "cgroup", "gpus", "storage_opt",
                "annotations", "attach", "device_cgroup_rules", "credential_spec", "develop", "uts")) {
            table.put(name, CONTAINERS);
        }
        table.put("secrets", left("write their files where the program looks for them"));
        table.put("configs", left("write their files where the program looks for them"));
        table.put("post_start", left("write post_start as a command line"));
        table.put("pre_stop", left("write stop_command as a command line"));
        return Map.copyOf(table);
    }

    private static void restart(Key key, Draft draft) {
        String[] word = key.text().strip().split(":", 2);
        switch (word[0]) {
            case "no", "false", "none" -> draft.put("restart", "never", key);
            case "always", "unless-stopped", "any" -> {
                draft.put("restart", "always", key);
                draft.put("max_restarts", "-1", key);
            }
            case "on-failure" -> {
                draft.put("restart", "on-failure", key);
                draft.put("max_restarts", word.length == 2 ? Values.restarts(word[1]) : "-1", key);
                if (word.length == 2) {
                    draft.note(key, "Docker counts the restarts since the start, and max_restarts those within "
                            + "restart_window of running time: write a longer one where rare failures are to add up");
                }
            }
            default -> draft.left(key, "allowed: no, always, on-failure, unless-stopped");
        }
    }

    private static void dependencies(Key key, Draft draft) {
        Map<String, String> conditions = new LinkedHashMap<>();
        key.value().items().forEach(item -> conditions.put(item.text(), "started"));
        key.value().pairs().forEach((name, value) -> conditions.put(name,
                switch (value.under("condition").map(Lined::text).orElse("service_started")) {
                    case "service_healthy" -> "healthy";
                    case "service_completed_successfully" -> "completed";
                    default -> "started";
                }));
        draft.put("depends_on", conditions, key,
                "targets start side by side; let the program wait for " + String.join(", ", conditions.keySet()));
        key.value().pairs().forEach((name, value) -> {
            if (restarts(value)) {
                draft.put("restart_with", "true", key);
            }
            if (!truth(value, "required").orElse(true)) {
                draft.note(key,
                        name + " is required here: without it the target waits; leave it out of depends_on where "
                                + "it is not wanted");
            }
        });
    }

    static boolean restarts(Lined dependency) {
        return truth(dependency, "restart").orElse(false);
    }

    private static Optional<Boolean> truth(Lined value, String name) {
        return value.under(name).map(Lined::text).flatMap(Values::truth);
    }

    private static void limits(Key key, Draft draft) {
        Map<String, String> limits = new LinkedHashMap<>();
        key.value().pairs().forEach((name, value) -> {
            String soft = value.isText()
                    ? value.text()
                    : value.under("soft").or(() -> value.under("hard")).map(Lined::text).orElse("");
            String hard = value.under("hard").map(Lined::text).orElse(soft);
            limits.put(name, Values.limit(soft.equals(hard) ? soft : soft + ":" + hard));
        });
        draft.pairs("rlimits", limits, key,
                "set them where dpm-runner is started (ulimit, or LimitNOFILE= of its unit)");
    }
}
