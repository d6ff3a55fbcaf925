package dev.dpm.console;

import jakarta.inject.Singleton;

import dev.dpm.api.Problem;
import dev.dpm.api.ProblemPage;

/** The page for what cannot be shown; who is not let in gets the form for the token. */
@Singleton
class BrowserProblemPage implements ProblemPage {

    @Override
    public String html(Problem problem) {
        return problem.status() == 401
                ? Templates.login(Frame.bare("Log in · dpm-runner"), "This page needs a session.").render()
                : Templates.problem(Frame.bare(problem.title() + " · dpm-runner"), problem.status(), problem.title(),
                        Shown.oneLine(problem.detail())).render();
    }
}
