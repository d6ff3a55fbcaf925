package dev.dpm.event;

import dev.dpm.process.Word;

/** The components of the runner, with their names in {@code status} and in the journal. */
public enum Component implements Word {
    CENSUS("census"),
    CONFIGURATION("configuration"),
    CONSOLE("console"),
    DESCRIPTORS("descriptors"),
    HISTORY("history"),
    HISTORY_RETENTION("history retention"),
    HOME("home"),
    HOUSEKEEPING("housekeeping"),
    INCIDENTS("incidents"),
    JOURNAL("journal"),
    LAUNCH("launch"),
    LOG("log"),
    LOG_RETENTION("log retention"),
    LOOP("loop"),
    NOTICES("notices"),
    OUTPUT("output"),
    OUTPUT_RELAY("output relay"),
    OUTPUT_RETENTION("output retention"),
    OUTPUT_ROTATION("output rotation"),
    PREFLIGHT("preflight"),
    RECORD("record"),
    REQUESTS("requests"),
    SAMPLES("samples"),
    SERVICE_MANAGER("service manager"),
    SIGNALS("signals"),
    SOCKET("socket"),
    STATE("state"),
    SUBREAPER("subreaper"),
    TERMINATION_MESSAGE("termination message"),
    THREADS("threads"),
    TOKEN("token"),
    UNCLAIMED("unclaimed"),
    USAGE_REPORT("usage report"),

    /** The launch of one target. This component and the following ones each work for one target. */
    LAUNCH_OF("launch of"),
    LIMITS_OF("limits of"),
    MESSAGES_OF("messages of"),
    OUTPUT_OF("output of"),
    PROCESSES_OF("processes of"),
    RECORDS_OF("records of"),
    SEARCH_FOR("search for"),
    SIGNALS_TO("signals to"),
    SOURCES_OF("sources of"),
    TARGET("target"),
    WATCH_OVER("watch over"),
    WORK_FOR("work for");

    private final String word;

    Component(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
