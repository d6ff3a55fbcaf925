package dev.dpm.cli;

import java.util.List;

import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.RuntimeDirectory;

/** How {@code status} looks without a daemon: the targets of a dead one that still run. */
final class Unsupervised {

    private Unsupervised() {
    }

    static String text(List<KnownTarget> alive, RuntimeDirectory home) {
        StringBuilder text = new StringBuilder("no runner is running on " + home + "\n");
        if (alive.isEmpty()) {
            return text.toString();
        }
        text.append(Sentences.targets(alive.size(), "run", "runs")).append(" unsupervised: `start` adopts ")
                .append(alive.size() == 1 ? "it\n" : "them\n");
        int width = alive.stream().mapToInt(target -> target.name().length()).max().orElse(0);
        for (KnownTarget target : alive) {
            text.append("  ").append(target.name()).append(" ".repeat(width - target.name().length()))
                    .append("  pid ").append(target.process().orElseThrow().pid())
                    .append(target.isReadable() ? "\n" : "  its record is lost: `start` takes its name and command\n");
        }
        return text.toString();
    }

    /** The keys of {@code status --json}, what nobody knows being null. Names need no escaping: their shape is checked. */
    static String json(List<KnownTarget> alive) {
        StringBuilder json = new StringBuilder("{\"runner\": null, \"targets\": [");
        for (KnownTarget target : alive) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ", ").append("{\"name\": \"")
                    .append(target.name()).append("\", \"state\": \"RUNNING\", \"pid\": ")
                    .append(target.process().orElseThrow().pid())
                    .append(", \"attached\": false, \"adopted\": false, \"given_up\": false, \"uptime_seconds\": null, "
                            + "\"processes\": null, \"cpu_percent\": null, \"memory_bytes\": null, "
                            + "\"cpu_threshold_percent\": null, \"memory_threshold_bytes\": null, \"breach\": null, "
                            + "\"health\": null, \"restarts\": null, \"restarts_in_window\": null, "
                            + "\"last_exit\": null, \"reason\": \"runs unsupervised: its runner is gone\"}");
        }
        return json.append("]}").toString();
    }
}
