package dev.dpm.sampling.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Tries;

class TreeMeterTest {

    /**
     * Readings are separated by {@code |}, processes by blanks. Each process is {@code pid<parent own+waited}: its own
     * CPU ticks, and those of children for which it waited; {@code pid@ticks} gives its start. The last column has the
     * totals.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            the first look counts all so far;                    10<1:50+20                                              ; 70
            own time counts as it grows;                         10<1:50+0 | 10<1:80+0                                   ; 50 80
            every member counts;                                 10<1:50+0 11<10:5+0 | 10<1:60+0 11<10:105+0             ; 55 165
            a child that came later counts whole;                10<1:50+0 | 10<1:50+0 11<10:30+2                        ; 50 82
            a child nobody saw counts when waited for;           10<1:50+0 | 10<1:50+500                                 ; 50 550
            a child seen in part counts the rest;                10<1:0+0 11<10:200+0 | 10<1:0+300                       ; 200 300
            the wait shows one look later;                       10<1:0+0 11<10:200+0 | 10<1:0+0 | 10<1:0+300            ; 200 200 300
            two children, each once;                             10<1:0+0 11<10:200+0 12<10:100+0 | 10<1:0+250 12<10:100+0 | 10<1:0+360 ; 300 350 360
            a zombie keeps its time;                             10<1:0+0 11<10:200+0 | 10<1:0+0 11<10:210+0 | 10<1:0+210 ; 200 210 210
            a parent that never waits owes nothing;              10<1:0+0 11<10:200+0 | 10<1:0+0 | 10<1:0+0 | 10<1:0+150 ; 200 200 200 350
            a chain that ends goes to the survivor;              10<1:0+0 11<10:20+0 12<11:300+0 | 10<1:0+330            ; 320 330
            a grandchild's time waits with its parent;           10<1:0+0 11<10:20+0 12<11:300+0 | 10<1:0+0 11<10:20+310 | 10<1:0+340 ; 320 330 340
            an owed child's parent ends too;                     10<1:0+0 11<10:20+0 12<11:300+0 | 10<1:0+0 11<10:20+0 | 10<1:0+325 ; 320 320 325
            an orphan's time is nobody's when it ends;           10<1:0+0 12<7:300+0 | 10<1:0+50                         ; 300 350
            an orphan stays a member;                            10<1:0+0 11<10:20+0 12<11:300+0 | 10<1:0+20 12<7:310+0  ; 320 330
            a recycled pid is another process;                   10<1:0+0 11<10:200+0 | 10<1:0+200 11@9<10:5+0           ; 200 205
            a reader that errs backwards takes nothing;          10<1:50+10 | 10<1:40+0 | 10<1:60+10                     ; 60 60 90
            parents in a ring end the search;                    10<11:5+0 11<10:5+0 | 12<1:1+0                          ; 10 11
            """)
    void counts_each_tick_once(String what, String looks, String totals) {
        TreeMeter meter = TreeMeter.atLaunch();
        List<Long> seen = new ArrayList<>();

        for (String look : looks.split("\\|")) {
            meter = meter.after(readings(look));
            seen.add(meter.total().toMillis());
        }

        assertThat(seen).as(what).hasToString("[" + totals.replace(" ", ", ") + "]");
    }

    @Test
    void never_falls() {
        Tries.of(1000).check(any -> {
            TreeMeter meter = TreeMeter.atLaunch();
            for (byte[] look : any.list(8, () -> any.bytes(6))) {
                TreeMeter next = meter.after(arbitrary(look));

                assertThat(next.total()).isGreaterThanOrEqualTo(meter.total());
                meter = next;
            }
        });
    }

    private static List<TreeMeter.Reading> arbitrary(byte[] look) {
        List<TreeMeter.Reading> readings = new ArrayList<>();
        for (int i = 0; i < look.length; i++) {
            int bits = look[i] & 0xff;
            readings.add(new TreeMeter.Reading(2 + i, bits & 1, 1 + bits % 7, bits / 3, bits / 5));
        }
        return readings;
    }

    private static List<TreeMeter.Reading> readings(String look) {
        List<TreeMeter.Reading> readings = new ArrayList<>();
        for (String process : look.strip().split(" +")) {
            String[] parts = process.split("[<:+]");
            String[] identity = parts[0].split("@");
            long start = identity.length == 2 ? Long.parseLong(identity[1]) : 1;
            readings.add(new TreeMeter.Reading(Long.parseLong(identity[0]), start, Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        }
        return readings;
    }
}
