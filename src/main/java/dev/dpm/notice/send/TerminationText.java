package dev.dpm.notice.send;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.Secrets;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentTrigger;

final class TerminationText {

    /** The number of bytes of a message after which Kubernetes cuts it ("Determine the Reason for Pod Failure"). */
    static final int MOST_BYTES = 4096;

    private TerminationText() {
    }

    /** Whether a message is written about an incident: the target has ended, or the runner will end it. */
    static boolean isAbout(IncidentTrigger opening) {
        return !opening.finding().cause().isBreach()
                || opening.acts() && opening.subject().spec().restarts().onBreach().kind() != BreachAction.Kind.SIGNAL;
    }

    /** The message about an incident in UTF-8: the sentence, its time and certainty, and the newest lines of output. */
    static byte[] of(Incident incident) {
        String head = masked(incident.target() + ": " + incident.verdict().sentence()) + "\n"
                + masked(incident.at().truncatedTo(ChronoUnit.SECONDS) + ", "
                        + incident.verdict().certainty().name().toLowerCase(Locale.ROOT) + ": "
                        + incident.verdict().restsOn())
                + "\nIncident: " + incident.id() + "\n";
        List<String> lines = incident.output();
        int room = MOST_BYTES - bytes(head).length;
        int first = lines.size();
        while (first > 0 && room >= 0) {
            first--;
            room -= bytes(masked(lines.get(first)) + "\n").length;
        }
        List<String> newest = lines.subList(room < 0 ? Math.min(first + 1, lines.size()) : first, lines.size());
        StringBuilder text = new StringBuilder(head);
        newest.forEach(line -> text.append(masked(line)).append('\n'));
        return bytes(text.toString());
    }

    private static String masked(String line) {
        return Secrets.mask(line);
    }

    private static byte[] bytes(String text) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer room = ByteBuffer.allocate(MOST_BYTES);
        utf8.encode(CharBuffer.wrap(text), room, true);
        return Arrays.copyOf(room.array(), room.position());
    }
}
