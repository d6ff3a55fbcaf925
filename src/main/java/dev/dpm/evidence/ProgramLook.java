package dev.dpm.evidence;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Evidence.ProgramFacts;
import dev.dpm.incident.Subject;
import dev.dpm.log.DiskTrouble;

/**
 * Reads facts about the file of the target's program. For an interpreter, this is the script or jar, otherwise the executable.
 */
record ProgramLook(Reader reader, Gathered gathered) {

    private static final Pattern SCRIPT = Pattern.compile(".*\\.(py|jar|js|mjs|cjs|rb|pl|php|sh|lua)");
    private static final String DELETED = " (deleted)";

    void see(Subject subject) {
        try {
            Optional<String> script = script(subject.spec());
            if (script.isPresent()) {
                script(script.get(), subject);
            } else if (subject.alive() && subject.main().isPresent()) {
                running(subject.main().get().pid());
            } else {
                standing(subject);
            }
        } catch (IOException e) {
            gathered.lacks("program file: " + DiskTrouble.words(e));
        }
    }

    private Optional<String> script(TargetSpec spec) throws IOException {
        for (String word : spec.command().stream().skip(1).filter(one -> SCRIPT.matcher(one).matches()).toList()) {
            String path = word.startsWith("/") ? word : spec.cwd() + "/" + word;
            if (reader.facts(path).filter(Reader.FileFacts::isRegular).isPresent()) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /**
     * Adds the facts about a script. If the script was modified after the start of the process, the process runs an older
     * version of it.
     */
    private void script(String path, Subject subject) throws IOException {
        Optional<Reader.FileFacts> facts = reader.facts(path);
        gathered.program(facts(path, facts, facts.map(file -> isNewer(file, subject))));
    }

    private void running(long pid) throws IOException {
        String exe = "/proc/" + pid + "/exe";
        String path = reader.link(exe);
        Optional<Reader.FileFacts> run = reader.facts(exe);
        boolean isDeleted = path.endsWith(DELETED);
        String plain = isDeleted ? path.substring(0, path.length() - DELETED.length()) : path;
        Optional<Reader.FileFacts> stands = reader.facts(plain);
        Optional<Boolean> replaced = isDeleted
                ? Optional.of(true)
                : run.flatMap(mine -> stands.map(there -> mine.inode() != there.inode()
                        || mine.device() != there.device()));
        gathered.program(facts(plain, run, replaced));
    }

    /**
     * Adds the facts about the program file of a process that has ended. A file that was modified after the start of the
     * process is certainly another one. An older file may be another one too, since a rename keeps the modification time.
     */
    private void standing(Subject subject) throws IOException {
        List<String> command = subject.spec().command();
        if (!command.isEmpty()) {
            Optional<Reader.FileFacts> stands = reader.facts(command.get(0));
            gathered.program(facts(command.get(0), stands,
                    stands.filter(file -> subject.main().isPresent() && isNewer(file, subject)).map(newer -> true)));
        }
    }

    private static boolean isNewer(Reader.FileFacts file, Subject subject) {
        return file.modifiedMillis() > System.currentTimeMillis() - subject.age().toMillis();
    }

    private static ProgramFacts facts(String path, Optional<Reader.FileFacts> file, Optional<Boolean> replaced) {
        return new ProgramFacts(path, file.map(Reader.FileFacts::bytes),
                file.map(known -> Instant.ofEpochMilli(known.modifiedMillis()).toString()),
                file.map(Reader.FileFacts::inode), replaced);
    }
}
