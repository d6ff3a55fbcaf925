package dev.dpm.cli;

import java.util.Map;

/** The completion scripts by the paths at which Debian's shells look for them. */
public final class Completions {

    private Completions() {
    }

    public static Map<String, String> all() {
        CompletionScript script = new CompletionScript();
        return Map.of("bash-completion/completions/dpm", script.bash(), "zsh/vendor-completions/_dpm", script.zsh(),
                "fish/vendor_completions.d/dpm.fish", script.fish());
    }
}
