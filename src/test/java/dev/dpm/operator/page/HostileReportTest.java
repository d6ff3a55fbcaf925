package dev.dpm.operator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.console.Frame;
import dev.dpm.console.Renderer;
import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.ReportReader;

/**
 * Tests reports with figures and times at the ends of their ranges, which any program in a pod may send. The page of
 * all pods must still work.
 */
class HostileReportTest {

    private static final Instant NOW = Instant.parse("2026-11-30T01:00:00Z");
    private static final Renderer RENDERER = new Renderer();

    @ParameterizedTest
    @ValueSource(strings = {
            "'story':{'trouble_since':'-1000000000-01-01T00:00:00Z','incident':{'cause':'forecast','at':'%MAX'}}",
            "'story':{'trouble_since':'+1000000000-12-31T23:59:59.999999999Z','incident':{'cause':'memory','at':'%MIN'}}",
            "'story':{'trouble_since':'%MIN','incident':{'cause':'memory','at':'%MIN'}}",
            "'story':{'trouble_since':'%MAX','incident':{'cause':'memory','at':'%MAX'}}",
            "'story':{'incident':{'cause':'memory','at':'%MAX'}},'acknowledged':true",
            "'story':{'incident':{'cause':'memory','at':'%MIN'}},'acknowledged':true",
            "'memory_bytes':1e308,'memory_threshold_bytes':1e-308",
            "'memory_bytes':9e18,'memory_threshold_bytes':9e18,'limits':{'time_to_limit_seconds':1e308}",
            "'limits':{'time_to_limit_seconds':899.9999,'memory_limit_bytes':0},'memory_bytes':5",
            "'cpu_percent':1e308,'cpu_threshold_percent':5e-324", "'restarts':9223372036854775807",
            "'restarts':1e308", "'last_exit':{'signal':'KILL','code':99999999999}"})
    void the_pages_of_the_fleet_stay(String part) throws Exception {
        String json = ("{'targets':[{'name':'web','state':'RUNNING','health':'DOWN'," + part + "}]}")
                .replace("%MIN", Instant.MIN.toString()).replace("%MAX", Instant.MAX.toString()).replace('\'', '"');
        PodRecord pod = new PodRecord(new PodFacts(new PodName("shop", "web-1"), "u", Covering.SUPERVISED,
                Optional.of(new Address("127.0.0.1", 1)), ""),
                Optional.of(new PodRecord.Answer(ReportReader.read(json.getBytes(StandardCharsets.UTF_8)), NOW)),
                Optional.empty());
        Fleet fleet = Fleet.of(NOW, List.of(Group.of("shop", "web", List.of(pod), NOW)));
        Frame frame = new Frame("fleet", 0, "/", "", "cluster", "", "", "", NOW.toEpochMilli());

        assertThat(
                RENDERER.page("fleet/fleet", Map.of("frame", frame, "page", FleetPage.of(fleet, true, namespace -> true,
                        group -> new GroupCard.Doing("", "")))))
                .contains("shop/web");
        assertThat(RENDERER.page("fleet/pod", Map.of("frame", frame, "page", PodPage.of(pod, true, true), "targets",
                List.of()))).contains("shop/web-1");
        assertThat(FleetJson.of(fleet)).contains("web-1");
    }
}
