package dev.dpm.evidence;

import java.io.IOException;

import dev.dpm.incident.Evidence.DiskFacts;
import dev.dpm.log.DiskTrouble;

/** Reads the free space of the file systems to which the target and the runner write. */
record DiskLook(Reader reader, Gathered gathered) {

    void see(String... paths) {
        for (String path : paths) {
            try {
                Reader.Room room = reader.room(path);
                gathered.disk(new DiskFacts(path, room.free(), room.total()));
            } catch (IOException e) {
                gathered.lacks("disk of " + path + ": " + DiskTrouble.words(e));
            }
        }
    }
}
