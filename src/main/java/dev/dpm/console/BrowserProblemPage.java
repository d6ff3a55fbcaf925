package dev.dpm.console;

import jakarta.inject.Singleton;

import dev.dpm.api.Guard;
import dev.dpm.api.Problem;
import dev.dpm.api.ProblemPage;

/** Creates the page for a failed request. If the browser is not logged in, this is the login form. */
@Singleton
class BrowserProblemPage implements ProblemPage {

    @Override
    public String html(Problem problem, String address) {
        return problem.status() == 401
                ? Templates.login(Frame.bare("Log in · dpm-runner"), "This page needs a session: log in"
                        + (problem.detail().contains(Guard.AGAIN) ? " again." : "."), PageRequest.ours(address))
                        .render()
                : Templates.problem(Frame.bare(problem.title() + " · dpm-runner"), problem.status(), problem.title(),
                        VisibleText.oneLine(problem.detail())).render();
    }
}
