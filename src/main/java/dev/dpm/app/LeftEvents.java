package dev.dpm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.command.CommandAnswer;
import dev.dpm.command.EventAnswers;
import dev.dpm.command.Json;
import dev.dpm.command.Refusal;
import dev.dpm.command.RequestParameters;
import dev.dpm.command.RequestParameters.Form;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.history.LeftJournal;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;

/** Answers requests for events from the journal in a home folder that no runner uses. */
final class LeftEvents {

    private static final int DONE = 200;

    private final LeftJournal journal;

    LeftEvents(RuntimeDirectory home) {
        this.journal = new LeftJournal(home.state());
    }

    Optional<HttpAnswer> answer(Map<String, String> query, String type) throws IOException {
        if (!journal.exists()) {
            return Optional.empty();
        }
        RequestParameters parameters = new RequestParameters(query.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue()))),
                type.equals(CommandAnswer.JSON_LINES) ? Form.JSON_LINES : Form.TEXT);
        try {
            CommandAnswer said = new EventAnswers(this::events, Json::plain).answer(parameters);
            return Optional.of(new HttpAnswer(DONE, said.body(), said.headers().entrySet().stream()
                    .collect(Collectors.toMap(one -> one.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue))));
        } catch (Refusal e) {
            return Optional.of(new HttpAnswer(e.status(), e.getMessage(), Map.of()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<EventView> events(EventQuery query) {
        try {
            return JournalViews.of(journal.read(JournalViews.wanted(query), query.limit()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
