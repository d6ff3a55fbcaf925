package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.view.TargetView.SettingView;

/** Tests which settings of a target's view are searched for secrets. */
class TargetViewTest {

    /** For the status of 63 targets, an earlier version searched some 6,000 default values for secrets, twice. */
    @Test
    void a_default_is_not_searched_for_secrets_and_every_other_value_is() {
        SettingView unset = new SettingView("pre_start", "off", "default", Optional.empty(), true);
        SettingView written = SettingView.written("pre_start", "curl -u me:geheim http://h", "dpm.yaml line 3");
        SettingView changed = new SettingView("pre_start", "off", "default",
                Optional.of("curl -u me:geheim http://h"), true);

        assertThat(unset.masked()).isSameAs(unset);
        assertThat(written.masked().toString()).doesNotContain("geheim");
        assertThat(changed.masked().toString()).doesNotContain("geheim");
    }
}
