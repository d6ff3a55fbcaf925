package dev.dpm.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;

final class LocalReader implements Reader {

    @Override
    public String text(String path) throws IOException {
        // invalid bytes are replaced, since a process may set its name to bytes that are not UTF-8
        return new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8);
    }

    @Override
    public List<String> names(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        return names;
    }

    @Override
    public String link(String path) throws IOException {
        return Files.readSymbolicLink(Path.of(path)).toString();
    }

    @Override
    public Optional<FileFacts> facts(String path) throws IOException {
        Path file = NativePaths.of(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, Object> facts = Files.readAttributes(file, "unix:size,lastModifiedTime,ino,dev,isRegularFile");
        return Optional
                .of(new FileFacts((Long) facts.get("size"), ((FileTime) facts.get("lastModifiedTime")).toMillis(),
                        (Long) facts.get("ino"), (Long) facts.get("dev"), (Boolean) facts.get("isRegularFile")));
    }

    @Override
    public boolean isFolder(String path) throws IOException {
        return Files.isDirectory(NativePaths.of(path));
    }

    @Override
    public Room room(String path) throws IOException {
        FileStore store = Files.getFileStore(NativePaths.of(path));
        return new Room(store.getUsableSpace(), store.getTotalSpace());
    }
}
