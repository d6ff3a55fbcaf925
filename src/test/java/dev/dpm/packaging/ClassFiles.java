package dev.dpm.packaging;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rewrites class files of the packaged jar that would make a JVM start slowly: {@link OldClasses} and
 * {@link PlainRecords}.
 */
public final class ClassFiles {

    private ClassFiles() {
    }

    /** @param args the jar to rewrite in place */
    public static void main(String... args) throws IOException {
        Path jar = Path.of(args[0]);
        System.out.println("class files rewritten in " + jar + ": " + rewrite(jar));
    }

    /** @return the number of class files that were rewritten */
    static int rewrite(Path jar) throws IOException {
        int rewritten = 0;
        try (URLClassLoader types = new URLClassLoader(new URL[]{jar.toUri().toURL()});
                FileSystem content = FileSystems.newFileSystem(jar)) {
            for (Path file : classFiles(content)) {
                Optional<byte[]> better = rewritten(file, types);
                if (better.isPresent()) {
                    Files.write(file, better.get());
                    rewritten++;
                }
            }
        }
        return rewritten;
    }

    private static Optional<byte[]> rewritten(Path file, ClassLoader types) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return OldClasses.rewritten(bytes, types).or(() -> PlainRecords.rewritten(bytes));
    }

    private static List<Path> classFiles(FileSystem content) throws IOException {
        try (Stream<Path> files = Files.walk(content.getPath("/"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
