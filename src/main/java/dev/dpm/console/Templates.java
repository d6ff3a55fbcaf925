package dev.dpm.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates, checked against their data when the runner is built; every value is escaped. */
@CheckedTemplate(basePath = "console")
final class Templates {

    private Templates() {
    }

    static native TemplateInstance overview(Overview page);

    static native TemplateInstance target(TargetPage page);

    /** The form that takes the token. */
    static native TemplateInstance login(String message);

    /** Moves on to the overview, so that the address with its code does not stay. */
    static native TemplateInstance welcome();

    static native TemplateInstance problem(String title, String detail);
}
