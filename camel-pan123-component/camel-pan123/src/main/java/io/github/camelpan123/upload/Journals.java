package io.github.camelpan123.upload;

import io.github.camelpan123.support.ChecksummedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of an account, in folders that only their owner can read. They hold no token and no secret. */
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
     * The journal of what is uploaded to one place. Lines that are damaged, or about something else, are put aside;
     * while somebody else uploads to the same place, there is none.
     *
     * @param folder created when missing; null for no journal
     * @throws IOException when the folder cannot be used
     */
    Journal open(Path folder, long parent, String name) throws IOException {
        if (folder == null) {
            return Journal.none();
        }
        String title = title(parent, name);
        try {
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
        // only lines of this account about this place have the right checksums
        ChecksummedLine format = new ChecksummedLine(text -> seal.apply(title + "\n" + text));
        return Journal.open(file, format).orElseGet(Journal::none);
    }
}
