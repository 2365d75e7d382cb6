package io.github.camelpan123.file;

import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.WorkConsumer;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Turns new files of a folder, or of a tree of folders, into exchanges. */
public final class NewFilesConsumer extends WorkConsumer<DriveFile> {

    private final Supplier<FileWatch> memory;
    private final BiConsumer<Message, DriveFile> describe;
    private FileWatch watch;

    /**
     * @param repository see {@link WorkConsumer}
     * @param memory asked when the consumer starts; outlives it
     * @param describe writes a file into a message
     */
    public NewFilesConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            IdempotentRepository repository,
            Supplier<FileWatch> memory,
            BiConsumer<Message, DriveFile> describe) {
        super(endpoint, processor, repository);
        this.memory = memory;
        this.describe = describe;
    }

    @Override
    protected void doStart() throws Exception {
        watch = memory.get();
        super.doStart();
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
