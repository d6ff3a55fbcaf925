package dev.dpm.app;

import java.util.List;

import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.event.CommandResult;
import dev.dpm.history.TargetRecord;
import dev.dpm.supervision.Supervisor;

/** The records of the targets that an earlier runner left, and the first request to the present runner. */
record PreviousRunner(List<TargetRecord> records, StartRequest request) {

    boolean resumes() {
        return request.isBare() && records.stream().anyMatch(TargetRecord::wanted);
    }

    /**
     * Whether processes of the earlier runner's targets may still live. If so, the present runner must supervise them, even if
     * another process uses its ports.
     */
    boolean mayLive() {
        return records.stream().anyMatch(record -> record.process().isPresent() || record.launching());
    }

    /**
     * Whether the request cannot start anything: it names an unknown target, or it names none, and there is neither a target to
     * resume nor a default script.
     */
    boolean lacks(Resolution resolution) {
        if (request.isNameAlone()) {
            return records.stream().noneMatch(record -> record.spec().name().value().equals(request.name().get()));
        }
        return request.isBare() && !resumes() && !mayLive() && !resolution.missing().isEmpty();
    }

    List<String> complaint(Resolution resolution) {
        return request.isNameAlone()
                ? List.of("no target is called " + request.name().get())
                : resolution.missing().stream().map(sentence -> "CRITICAL: " + sentence).toList();
    }

    CommandResult first(SupervisedOperations operations, Supervisor supervisor, Resolution resolution) {
        if (resumes() || request.isNameAlone() || request.isBare()) {
            return operations.start(request);
        }
        return operations.startResolved(request, resolution);
    }
}
