package io.github.camelpan123.upload;

import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of an account, in folders that only their owner can read. They contain no token and no secret. */
final class Journals implements JournalOpener {

    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    private final UnaryOperator<String> seal;
    private final String account;

    /**
     * @param account an identifier that reveals nothing about the account
     * @param seal computes checksums that others cannot forge, because a journal contains the servers that receive the
     *     token
     */
    Journals(String account, UnaryOperator<String> seal) {
        this.account = account;
        this.seal = seal;
    }

    /**
     * Opens the journal of uploads to a target. Lines that are damaged or belong to another target are set aside. While
     * another upload has the journal open, an empty one that records nothing is returned.
     *
     * @param folder the folder, which is created if it is missing; null for no journal
     * @throws IOException if the folder cannot be used
     */
    Journal open(Path folder, long parent, String name) throws IOException {
        if (folder == null) {
            return Journal.none();
        }
        String title = title(parent, name);
        try {
            return open(file(folder, title), title);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static IOException unusable(Path folder, IOException cause) {
        return new IOException("journalDirectory=" + folder + " cannot be used: " + cause, cause);
    }

    @Override
    public CompletableFuture<Journal> open(UploadRequest request, long parent) {
        try {
            return Futures.completed(open(request.options().journalDirectory(), parent, request.name()));
        } catch (IOException e) {
            return Futures.failed(e);
        }
    }

    @Override
    public void discard(UploadRequest request, long parent) {
        discard(request.options().journalDirectory(), parent, request.name());
    }

    /** Returns the files of a journal that nodes take over from each other. */
    JournalFiles files(Path folder, long parent, String name) {
        return new JournalFiles(file(folder, title(parent, name)));
    }

    /** Returns a name of the journal that is the same on every node and reveals nothing. */
    String id(long parent, String name) {
        return seal.apply(title(parent, name));
    }

    /** Returns the checksums of the journal of a target. */
    ChecksummedLine format(long parent, String name) {
        return format(title(parent, name));
    }

    private void discard(Path folder, long parent, String name) {
        if (folder == null || !Files.exists(file(folder, title(parent, name)))) {
            return;
        }
        try (Journal journal = open(folder, parent, name)) {
            journal.drop();
        } catch (IOException e) {
            LOG.warn("The journal of a finished upload cannot be deleted: {}", e.toString());
        }
    }

    private String title(long parent, String name) {
        return String.join("\t", account, Long.toString(parent), name);
    }

    private Path file(Path folder, String title) {
        return folder.resolve(seal.apply(title) + ".journal");
    }

    private Journal open(Path file, String title) throws IOException {
        return Journal.open(file, format(title)).orElseGet(Journal::none);
    }

    private ChecksummedLine format(String title) {
        // only lines of this account and target have a valid checksum
        return new ChecksummedLine(text -> seal.apply(title + "\n" + text));
    }
}
