package dev.dpm.console;

import java.util.List;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * The Qute templates of the console's pages, which the build checks. A method without a {@link Frame} renders a part of a page
 * for all browsers, so it gets no CSRF token.
 */
@CheckedTemplate(basePath = "console")
final class Templates {

    private Templates() {
    }

    static native TemplateInstance overview(Frame frame, Overview page);

    static native TemplateInstance target(Frame frame, TargetPage page, Charts charts, LogPage log,
            List<PatternLine> patterns);

    static native TemplateInstance runner(Frame frame, RunnerPage page);

    static native TemplateInstance timeline(Frame frame, EventsPage page);

    static native TemplateInstance incidents(Frame frame, IncidentsPage page);

    static native TemplateInstance incident(Frame frame, IncidentPage page);

    static native TemplateInstance output(Frame frame, LogPage log);

    static native TemplateInstance ask(Frame frame, Question question);

    static native TemplateInstance login(Frame frame, String message, String next);

    /**
     * A page that opens the next page at once. It ensures that the URL with the one-time code does not stay in the browser's
     * history.
     */
    static native TemplateInstance welcome(Frame frame, String next);

    static native TemplateInstance problem(Frame frame, int status, String title, String detail);

    static native TemplateInstance summary(Facts facts, String title);

    static native TemplateInstance tools(Overview.Tools tools);

    static native TemplateInstance fold(Overview.Tools tools);

    static native TemplateInstance machine(MachineCard machine);

    static native TemplateInstance faults(List<String> faults);

    static native TemplateInstance rows(List<Row> rows, String csrf, Overview.Tools tools);

    static native TemplateInstance row(Row row, String csrf);

    static native TemplateInstance sentence(Row row);

    static native TemplateInstance head(TargetPage page, String csrf);

    static native TemplateInstance figures(Row row);

    static native TemplateInstance processes(List<TargetPage.Process> processes);

    static native TemplateInstance checks(List<TargetPage.Check> checks);

    static native TemplateInstance configuration(TargetPage.Configuration configuration, ActionButton change);

    static native TemplateInstance events(List<EventLine> events, String all, String incidents);

    static native TemplateInstance lines(List<OutputLine> lines, boolean isFlood);

    static native TemplateInstance question(Question question, String csrf);

    static native TemplateInstance note(String name, String sentence, long after, boolean isUnderWay);

    static native TemplateInstance runnerHead(RunnerPage page);

    static native TemplateInstance preflight(List<RunnerPage.Probe> preflight);

    static native TemplateInstance runnerFigures(List<RunnerPage.Fact> figures);
}
