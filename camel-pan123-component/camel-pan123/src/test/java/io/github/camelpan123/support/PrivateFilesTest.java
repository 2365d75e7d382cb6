package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {

    private static final List<PosixFilePermission> OF_OTHERS = List.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    @TempDir
    Path temp;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Set<PosixFilePermission> permissions(int others) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        for (int i = 0; i < OF_OTHERS.size(); i++) {
            if ((others >> i & 1) == 1) {
                permissions.add(OF_OTHERS.get(i));
            }
        }
        return permissions;
    }

    private Path folder(String name, int others) throws IOException {
        return Files.setPosixFilePermissions(Files.createDirectory(temp.resolve(name + others)), permissions(others));
    }

    private static boolean open(int others) {
        return permissions(others).stream().anyMatch(one -> one.name().matches("(GROUP|OTHERS)_(READ|WRITE)"));
    }

    @Test
    void aFolderIsCreatedForItsOwnerOnly() throws IOException {
        Path folder = temp.resolve("a").resolve("b");
        assertThat(PrivateFiles.folder(folder)).isEqualTo(folder.toRealPath());
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatHoldsNothingOfOthersIsClosedToThem() throws IOException {
        for (int others = 0; others < 1 << OF_OTHERS.size(); others++) {
            Path empty = folder("empty", others);
            Path used = folder("used", others);
            PrivateFiles.write(used.resolve("file"), new byte[1]);
            for (Path folder : List.of(empty, used)) {
                String before = permissions(folder);
                PrivateFiles.folder(folder);
                assertThat(permissions(folder)).as(before).isEqualTo(open(others) ? "rwx------" : before);
            }
        }
    }

    @Test
    void aFolderThatHoldsFilesOfOthersIsRefusedAndLeftAsItIs() throws IOException {
        for (int others = 0; others < 1 << OF_OTHERS.size(); others++) {
            Path folder = folder("shared", others);
            Path file = Files.createFile(folder.resolve("file"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            String before = permissions(folder);
            if (open(others)) {
                assertThatExceptionOfType(AccessDeniedException.class)
                        .as(before)
                        .isThrownBy(() -> PrivateFiles.folder(folder))
                        .withMessageContaining(folder.toRealPath().toString())
                        .withMessageContaining(before)
                        .withMessageContaining("Name a folder that does not exist yet");
            } else {
                assertThat(PrivateFiles.folder(folder)).isEqualTo(folder.toRealPath());
            }
            assertThat(permissions(folder)).isEqualTo(before);
        }
    }

    @Test
    void aFileIsReplacedAsAWholeAndHasOneOwner() throws IOException {
        Path file = temp.resolve("file");
        Files.writeString(temp.resolve("file.new"), "what a killed process left");
        for (String content : List.of("a", "bb", "")) {
            PrivateFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
            assertThat(file).hasContent(content);
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkThatLiesInWaitIsNotFollowed() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "as it was");
        Files.createSymbolicLink(temp.resolve("file.new"), victim);
        PrivateFiles.write(temp.resolve("file"), new byte[] {1});
        assertThat(victim).hasContent("as it was");
        assertThat(Files.isSymbolicLink(temp.resolve("file"))).isFalse();
    }

    @Test
    void whatIsPutAsideKeepsItsContentAndTheLastOneStays() throws IOException {
        Path file = temp.resolve("file");
        for (String content : List.of("first", "second")) {
            PrivateFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
            Path aside = PrivateFiles.putAside(file);
            assertThat(aside).hasContent(content).isEqualTo(temp.resolve("file.aside"));
            assertThat(file).doesNotExist();
        }
    }
}
