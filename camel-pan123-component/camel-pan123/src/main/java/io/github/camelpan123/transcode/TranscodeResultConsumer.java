package io.github.camelpan123.transcode;

import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.WorkConsumer;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Turns finished transcodes into exchanges. */
public final class TranscodeResultConsumer extends WorkConsumer<FinishedWork> {

    private final Supplier<TranscodeWatch> memory;
    private final BiConsumer<Message, FinishedWork> describe;
    private TranscodeWatch watch;

    /**
     * @param repository see {@link WorkConsumer}
     * @param memory asked when the consumer starts; outlives it
     * @param describe writes results into a message
     */
    public TranscodeResultConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            IdempotentRepository repository,
            Supplier<TranscodeWatch> memory,
            BiConsumer<Message, FinishedWork> describe) {
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
    protected Look<FinishedWork> look(BooleanSupplier goesOn) {
        return watch.look(goesOn);
    }

    @Override
    protected void describe(Message message, FinishedWork work) {
        describe.accept(message, work);
    }

    @Override
    protected void completed(FinishedWork work) {
        watch.completed(work);
    }

    @Override
    protected void givenBack(FinishedWork work, boolean failed) {
        watch.givenBack(work, failed);
    }
}
