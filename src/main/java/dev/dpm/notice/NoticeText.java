package dev.dpm.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.ProgramName;
import dev.dpm.config.Receiver.Severity;
import dev.dpm.event.EventWords;
import dev.dpm.event.OneLine;
import dev.dpm.notice.Notice.Item;
import dev.dpm.notice.Notice.Kind;

/** Puts notices into words for chat messages and mails. */
public final class NoticeText {

    private static final int MOST_NAMED = 10;
    private static final int LONGEST_SENTENCE = 1_000;
    private static final int LONGEST_SUBJECT = 150;

    private static final Pattern CALLS = Pattern.compile("@(?=all|channel|everyone|here)", Pattern.CASE_INSENSITIVE);
    private static final String GIVEN_UP = "it was given up: ";
    private static final Pattern AFTER_RESTARTS = Pattern.compile("^gave up after [0-9]+ restarts?: ");

    private NoticeText() {
    }

    /**
     * A notice about the incidents of some targets.
     * @param incident the id of an incident, from which the notice's id is made
     */
    static Notice notice(Kind kind, String incident, Instant now, List<Episode> about) {
        List<Item> items = about.stream().map(episode -> item(kind, episode)).toList();
        Severity worst = about.stream().map(Episode::worst).max(Severity::compareTo).orElse(Severity.WARNING);
        String sentence = items.size() == 1 ? items.get(0).sentence() : together(kind, items);
        return new Notice(Notice.SCHEMA, kind.word() + "-" + incident, kind, worst, now, sentence, items);
    }

    private static Item item(Kind kind, Episode episode) {
        TroubleNews about = episode.givenUp().filter(one -> kind == Kind.GAVE_UP).orElse(episode.first());
        return new Item(about.target(), about.cause().key(), sentence(kind, episode, about), episode.first().at(),
                episode.incidents(), episode.count(), episode.restarts());
    }

    private static String sentence(Kind kind, Episode episode, TroubleNews about) {
        String target = about.target();
        return switch (kind) {
            case GAVE_UP -> OneLine.of(target + " is given up" + after(episode, about.at()) + ": "
                    + reason(about.sentence(), episode.restarts() > 0), LONGEST_SENTENCE);
            case WELL_AGAIN -> target + " is well again" + after(episode, episode.wellSince().orElse(about.at()));
            default -> OneLine.of(about.sentence().startsWith(target + " ") || about.sentence().startsWith(target + ":")
                    ? about.sentence()
                    : target + ": " + about.sentence(), LONGEST_SENTENCE);
        };
    }

    /**
     * The reason in an incident's sentence, without those facts that the notice states itself.
     * @param isCounted whether the notice also states the number of restarts
     */
    private static String reason(String sentence, boolean isCounted) {
        String reason = sentence.startsWith(GIVEN_UP) ? sentence.substring(GIVEN_UP.length()) : sentence;
        return isCounted ? AFTER_RESTARTS.matcher(reason).replaceFirst("") : reason;
    }

    private static String after(Episode episode, Instant end) {
        Duration lasted = Duration.between(episode.first().at(), end);
        String span = EventWords.duration(lasted.isNegative() ? Duration.ZERO : lasted);
        return episode.restarts() == 0
                ? lasted.toSeconds() <= 0 ? "" : " after " + span
                : " after " + episode.restarts() + (episode.restarts() == 1 ? " restart in " : " restarts in ") + span;
    }

    private static String together(Kind kind, List<Item> items) {
        String what = switch (kind) {
            case GAVE_UP -> " targets are given up: ";
            case WELL_AGAIN -> " targets are well again: ";
            default -> " targets are in trouble: ";
        };
        String named = items.stream().limit(MOST_NAMED).map(item -> kind == Kind.WELL_AGAIN
                ? item.sentence().replace(" is well again", "")
                : item.target() + " (" + item.cause().replace('_', ' ') + ")").collect(Collectors.joining(", "));
        return items.size() + what + named
                + (items.size() > MOST_NAMED ? " and " + (items.size() - MOST_NAMED) + " more" : "");
    }

    /**
     * The text of a notice for a chat: the sentence, and a line for each target if there are several. Markup and mentions of
     * people are made ineffective, since the sentence may contain output of a program.
     */
    public static String chat(Notice notice, String host) {
        String mark = switch (notice.kind()) {
            case WELL_AGAIN -> "[OK] ";
            case TEST -> "[TEST] ";
            default -> "[" + notice.severity() + "] ";
        };
        String lines = notice.items().size() < 2
                ? ""
                : notice.items().stream().limit(MOST_NAMED).map(item -> "\n- " + item.sentence())
                        .collect(Collectors.joining());
        String where = incidents(notice);
        return inert(mark + notice.sentence() + lines + "\n" + host + (where.isEmpty() ? "" : ", " + where));
    }

    /**
     * A copy of a text in which markup and mentions have no effect: a mention such as {@code @everyone} gets a zero-width
     * space, and Slack's control characters become entities.
     */
    private static String inert(String text) {
        return CALLS.matcher(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .replaceAll("@\u200b");
    }

    private static String incidents(Notice notice) {
        return notice.items().stream().limit(MOST_NAMED)
                .map(item -> ProgramName.get() + " incident " + item.incidents().get(item.incidents().size() - 1))
                .collect(Collectors.joining(", "));
    }

    /** The subject of a mail about a notice, in one line. */
    public static String subject(Notice notice, String host) {
        return OneLine.of("[" + host + "] " + notice.sentence(), LONGEST_SUBJECT);
    }

    /** The text of a mail about a notice: all facts, line by line. */
    public static String mail(Notice notice, String host) {
        StringBuilder text = new StringBuilder(notice.sentence()).append("\n\n");
        for (Item item : notice.items()) {
            text.append(
                    String.format(Locale.ROOT, "%s%n  cause: %s%n  since: %s%n  incidents: %d, restarts: %d%n  %s%n%n",
                            item.target(), item.cause().replace('_', ' '), seconds(item.since()), item.count(),
                            item.restarts(),
                            item.sentence()));
        }
        String where = incidents(notice);
        return text + "Host: " + host + "\nTime: " + seconds(notice.at()) + "\nNotice: " + notice.id() + "\n"
                + (where.isEmpty() ? "" : "More: " + where + "\n");
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
