package dev.dpm.config.resolve;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.process.Account;
import dev.dpm.process.Accounts;
import dev.dpm.process.Privileges;
import dev.dpm.process.UnknownAccount;

/** Checks whether a target can run as its user. */
record TargetUser(Accounts accounts, Privileges privileges) {

    /**
     * The variables HOME, USER, LOGNAME and SHELL of the target's user. Empty: the target cannot run as that user, which is
     * reported as a fault.
     */
    Optional<Map<String, String>> variables(Settings settings, Findings findings) {
        try {
            Account account = accounts.find(settings.get(Options.USER));
            if (privileges.allows(account)) {
                return Optional.of(account.environment());
            }
            fault(settings, findings, "is not allowed: the runner is not root (it runs as user " + privileges.uid()
                    + ") and cannot run anything as another; allowed: its own user, or a runner that is root");
        } catch (UnknownAccount e) {
            fault(settings, findings, "is not allowed: " + e.getMessage()
                    + "; allowed: a user, and a group, that this machine knows");
        } catch (IOException e) {
            fault(settings, findings,
                    "cannot be looked up: " + e.getMessage() + "; try again when the directory answers");
        }
        return Optional.empty();
    }

    private static void fault(Settings settings, Findings findings, String what) {
        Settings.Setting given = settings.given(Options.USER).orElseThrow();
        findings.fault(ConfigFault.of(given.origin(), Options.USER,
                ConfigFault.quoted(given.text()) + " " + what));
    }
}
