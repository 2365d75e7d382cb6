package io.github.camelpan123.file;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.WorkConsumer;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Turns new files of a folder, or of a tree of folders, into exchanges. */
public final class NewFilesConsumer extends WorkConsumer<DriveFile> {

    private final FileWatch watch;
    private final BiConsumer<Message, DriveFile> describe;

    /**
     * @param options what to watch
     * @param describe writes a file into a message
     */
    public NewFilesConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            AccountLease account,
            Drive drive,
            FileWatchOptions options,
            BiConsumer<Message, DriveFile> describe) {
        super(endpoint, processor, options.repository());
        this.watch = new FileWatch(account, drive, options);
        this.describe = describe;
    }

    @Override
    protected Look<DriveFile> look(BooleanSupplier goesOn) {
        return watch.look(goesOn);
    }

    @Override
    protected void describe(Message message, DriveFile file) {
        describe.accept(message, file);
    }

    @Override
    protected void completed(DriveFile file) {
        watch.completed(file.entry());
    }

    @Override
    protected void givenBack(DriveFile file, boolean failed) {
        watch.givenBack(file.entry(), failed);
    }
}
