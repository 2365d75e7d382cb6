package io.github.camelpan123.upload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of the journals; only its owner can read what is in it. No token and no secret ever is. */
final class Journals {

    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    private final UnaryOperator<String> seal;
    private final String account;

    /**
     * @param account names the account without telling anything about it
     * @param seal makes checksums that nobody else can make: a journal names the servers that the token is sent to
     */
    Journals(String account, UnaryOperator<String> seal) {
        this.account = account;
        this.seal = seal;
    }

    /**
     * The journal of what is uploaded to one place. One that is damaged, or about something else, is put aside; while
     * somebody else uploads to the same place, there is none.
     *
     * @param folder made where it is missing; null for no journal
     * @throws IOException when the folder cannot be used
     */
    Journal open(Path folder, long parent, String name) throws IOException {
        if (folder == null) {
            return Journal.none();
        }
        String title = title(parent, name);
        try {
            Files.createDirectories(folder, OwnerOnly.directory(folder));
            return open(file(folder, title), title);
        } catch (IOException e) {
            throw new IOException("journalDirectory=" + folder + " cannot be used: " + e, e);
        }
    }

    /** Forgets what an earlier upload to a place left, because there is a file now however it came there. */
    void discard(Path folder, long parent, String name) {
        if (folder == null || !Files.exists(file(folder, title(parent, name)))) {
            return;
        }
        try (Journal journal = open(folder, parent, name)) {
            journal.drop();
        } catch (IOException e) {
            LOG.warn("A journal of an upload that is over cannot be removed: {}", e.toString());
        }
    }

    private String title(long parent, String name) {
        return String.join("\t", account, Long.toString(parent), name);
    }

    private Path file(Path folder, String title) {
        return folder.resolve(seal.apply(title) + ".journal");
    }

    private Journal open(Path file, String title) throws IOException {
        FileChannel channel = locked(file);
        if (channel == null) {
            return Journal.none();
        }
        try {
            return Journal.read(file, channel, title, seal);
        } catch (JournalDamagedException e) {
            putAside(file, channel, e);
            FileChannel fresh = locked(file);
            return fresh == null ? Journal.none() : Journal.read(file, fresh, title, seal);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void putAside(Path file, FileChannel channel, JournalDamagedException damage) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + "." + System.currentTimeMillis() + ".aside");
        try (channel) {
            Files.move(file, aside);
        }
        LOG.warn("A journal was put aside as {}, because {}; its upload begins anew", aside, damage.getMessage());
    }

    private static FileChannel locked(Path file) throws IOException {
        try {
            Files.createFile(file, OwnerOnly.file(file));
        } catch (FileAlreadyExistsException e) {
            LOG.debug("There is a journal already: {}", file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("Somebody else in this process has the journal {}", file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }
}
