package dev.dpm.app;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.config.Receiver;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.notice.send.Notices;
import dev.dpm.notice.send.ReceiverTest;
import dev.dpm.notice.send.Tried;
import dev.dpm.view.ReceiverTestView;

/** Sends a test notice to receivers at a person's request. Used from any thread. */
record ReceiverTrials(Notices notices, SettingsInForce settings) {

    /**
     * Begins a test.
     * @param name the name of the receiver; empty text: all receivers
     */
    CommandResult begin(String name) {
        List<Receiver> receivers = settings.spec().receivers().stream()
                .filter(one -> name.isEmpty() || one.name().equals(name)).toList();
        if (settings.spec().receivers().isEmpty()) {
            return CommandResult.of(Outcome.REFUSED,
                    "the runner has no receivers of notices: name them under notify: in its "
                            + "configuration file, and reload");
        }
        if (receivers.isEmpty()) {
            return CommandResult.of(Outcome.UNKNOWN, "no receiver is called " + name + "; there are "
                    + settings.spec().receivers().stream().map(Receiver::name).collect(Collectors.joining(", ")));
        }
        return notices.test(receivers)
                ? CommandResult.of(Outcome.DONE, "trying out " + receivers.size()
                        + (receivers.size() == 1 ? " receiver" : " receivers"))
                : CommandResult.of(Outcome.REFUSED, "another test of receivers is not over yet");
    }

    ReceiverTestView newest() {
        ReceiverTest test = notices.lastTest();
        List<Tried> back = test.back();
        return new ReceiverTestView(test.isDone(), back.stream().allMatch(Tried::isDelivered),
                back.stream().map(Tried::sentence).toList());
    }
}
