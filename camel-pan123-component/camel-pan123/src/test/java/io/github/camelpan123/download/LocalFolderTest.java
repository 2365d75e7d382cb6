package io.github.camelpan123.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFolderTest {

    @TempDir
    Path root;

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../x",
                "a/",
                "/a",
                "a//b",
                "a/.",
                "a/./b",
                "a/../b",
                "a/..",
                "a/b\\..\\c",
                "a/../../x",
                "/etc/x",
                "a\\b",
                "..\\x",
                "C:x",
                "a\u0000b",
                "a\nb",
                "a|b",
                "a?",
                "a*",
                "<a>",
                "\"a\""
            })
    void aNameThatIsNotRightInTheFolderIsRefusedAndNothingIsWritten(String name) throws Exception {
        Path folder = root.resolve("in");
        assertThatThrownBy(() -> LocalFolder.requireUsable(folder.toString(), name))
                .isInstanceOf(IllegalArgumentException.class);
        LocalFolder opened = LocalFolder.open(folder.toString());
        assertThatThrownBy(() -> opened.save(name, content("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(root).isDirectoryRecursivelyContaining(path -> path.equals(folder));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", "..a", "a..b", ".hidden", "电影.mp4", "a b", "~", "%2e%2e", "-rf"})
    void everyOtherNameIsTakenAsItIs(String name) throws Exception {
        Path saved = LocalFolder.open(root.toString()).save(name, content("x"));
        assertThat(saved).hasFileName(name).hasContent("x");
        assertThat(saved.getParent()).isEqualTo(root.toRealPath());
        assertThat(root.toFile().list()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a/b/c/d", ".../x", "电影/a b.mp4", "a/a/a"})
    void foldersAreKeptAndMade(String place) throws Exception {
        Path saved = LocalFolder.open(root.toString()).save(place, content("x"));
        assertThat(saved).isEqualTo(root.toRealPath().resolve(place)).hasContent("x");
        assertThat(LocalFolder.open(root.toString()).save(place, content("y"))).hasContent("y");
        assertThat(saved.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void aLinkInThePlaceOfAFolderIsFollowedInsideOnly() throws Exception {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Path folder = Files.createDirectory(root.resolve("in"));
        Files.createSymbolicLink(folder.resolve("out"), outside);
        Files.createSymbolicLink(folder.resolve("inside"), Files.createDirectory(folder.resolve("real")));
        LocalFolder opened = LocalFolder.open(folder.toString());
        assertThatThrownBy(() -> opened.save("out/a", content("x")))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("leads out of targetDirectory");
        assertThatThrownBy(() -> opened.save("out/b/a", content("x"))).isInstanceOf(NotDirectoryException.class);
        assertThat(outside).isEmptyDirectory();
        opened.save("inside/a", content("x"));
        assertThat(folder.resolve("real/a")).hasContent("x");
    }

    @Test
    void aFileInThePlaceOfAFolderAndAFolderInThePlaceOfAFileAreToldAtOnce() throws Exception {
        Files.writeString(root.resolve("file"), "kept");
        Files.createDirectories(root.resolve("sub/folder"));
        for (String place : List.of("file/a", "file/b/a")) {
            assertThatThrownBy(() -> LocalFolder.requireUsable(root.toString(), place))
                    .isInstanceOf(NotDirectoryException.class)
                    .hasMessageContaining("file");
            assertThatThrownBy(() -> LocalFolder.open(root.toString()).save(place, content("x")))
                    .isInstanceOf(NotDirectoryException.class);
        }
        for (String place : List.of("sub", "sub/folder")) {
            assertThatThrownBy(() -> LocalFolder.requireUsable(root.toString(), place))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> LocalFolder.open(root.toString()).save(place, content("x")))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(root.resolve("file")).hasContent("kept");
        assertThat(root.resolve("sub/folder")).isEmptyDirectory();
    }

    @Test
    void aLongNameOfManyBytesHasRoomForItsPart() throws Exception {
        String name = "电".repeat(84);
        assertThat(LocalFolder.open(root.toString()).save(name, content("x"))).hasContent("x");
    }

    @Test
    void theFolderItselfMayBeALink() throws Exception {
        Path real = Files.createDirectory(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        assertThat(LocalFolder.open(link.toString()).save("a", content("x"))).hasContent("x");
        assertThat(real.resolve("a")).hasContent("x");
    }

    @Test
    void aLinkToAFolderInThePlaceOfTheFileIsReplacedAndNotEntered() throws Exception {
        Path other = Files.createDirectory(root.resolve("other"));
        Path folder = Files.createDirectory(root.resolve("in"));
        Files.createSymbolicLink(folder.resolve("a"), other);
        LocalFolder.open(folder.toString()).save("a", content("x"));
        assertThat(other).isEmptyDirectory();
        assertThat(folder.resolve("a")).isRegularFile().hasContent("x");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsLeftAlone() throws Exception {
        Files.createFile(Files.createDirectory(root.resolve("a")).resolve("kept"));
        LocalFolder folder = LocalFolder.open(root.toString());
        assertThatThrownBy(() -> folder.save("a", content("x"))).isInstanceOf(IOException.class);
        assertThat(root.resolve("a/kept")).exists();
        assertThat(root.toFile().list()).containsExactly("a");
    }

    @Test
    void nothingIsLeftOfAContentThatBreaks() throws Exception {
        LocalFolder folder = LocalFolder.open(root.toString());
        InputStream broken = new InputStream() {
            private int left = 1000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("broken");
                }
                left--;
                return 'x';
            }
        };
        assertThatThrownBy(() -> folder.save("a", broken)).isInstanceOf(IOException.class);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFileInThePlaceOfTheFolderIsToldByName() throws Exception {
        Path taken = Files.writeString(root.resolve("taken"), "x");
        assertThatThrownBy(() -> LocalFolder.open(taken.toString()))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("targetDirectory=");
    }
}
