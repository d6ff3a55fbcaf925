package dev.dpm.socket;

import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the clients that must be disconnected because answers that are not read take too much memory. */
final class UnreadAnswers {

    private UnreadAnswers() {
    }

    /**
     * The connections whose clients do not read, those of the oldest answer first, until the other answers are within the
     * limits. Clients of the newest answer, and clients that are reading, are never among them.
     */
    static List<SelectionKey> overLimits(Map<SelectionKey, SocketVisit> visits, SocketLimits limits, long now) {
        Map<AnswerBytes, List<SelectionKey>> clients = new IdentityHashMap<>();
        List<AnswerBytes> answers = new ArrayList<>();
        long bytes = 0;
        int count = 0;
        for (Map.Entry<SelectionKey, SocketVisit> visit : visits.entrySet()) {
            Optional<AnswerBytes> answer = visit.getValue().answer();
            if (answer.isPresent()) {
                count++;
                if (clients.computeIfAbsent(answer.get(), first -> new ArrayList<>()).isEmpty()) {
                    answers.add(answer.get());
                    bytes += answer.get().size();
                }
                clients.get(answer.get()).add(visit.getKey());
            }
        }
        List<SelectionKey> over = new ArrayList<>();
        for (AnswerBytes answer : answers.subList(0, Math.max(0, answers.size() - 1))) {
            if (bytes <= limits.unread() && count <= limits.waiting()) {
                break;
            }
            List<SelectionKey> stalled = clients.get(answer).stream().filter(key -> visits.get(key).isStalled(now))
                    .toList();
            over.addAll(stalled);
            count -= stalled.size();
            bytes -= stalled.size() == clients.get(answer).size() ? answer.size() : 0;
        }
        return over;
    }
}
