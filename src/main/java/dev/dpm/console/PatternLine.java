package dev.dpm.console;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

import dev.dpm.pattern.Pattern;
import dev.dpm.view.Operations;

/**
 * A pattern in a target's incidents, with links to them.
 * @param chance how probable it is that the pattern arose by chance, in words
 */
public record PatternLine(String title, String sentence, String chance, List<Proof> proofs) {

    /**
     * A link to an incident that shows the pattern.
     * @param number counts from 1, the oldest incident
     */
    public record Proof(int number, String id, String path) {
    }

    static List<PatternLine> of(Operations operations, String target) {
        return operations.patterns(target, ZoneId.systemDefault()).stream().map(PatternLine::of).toList();
    }

    private static PatternLine of(Pattern pattern) {
        List<String> ids = pattern.incidents();
        return new PatternLine(pattern.kind().words(), VisibleText.oneLine(pattern.sentence()), pattern.chanceWords(),
                IntStream.range(0, ids.size())
                        .mapToObj(i -> new Proof(i + 1, ids.get(i), IncidentPage.pathOf(ids.get(i)))).toList());
    }
}
