package io.github.camelpan123.transcode;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.WorkConsumer;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Turns finished transcodes into exchanges. */
public final class TranscodeResultConsumer extends WorkConsumer<FinishedWork> {

    private final TranscodeWatch watch;
    private final BiConsumer<Message, FinishedWork> describe;

    /**
     * @param options what to watch
     * @param describe writes results into a message
     */
    public TranscodeResultConsumer(
            ScheduledPollEndpoint endpoint,
            Processor processor,
            AccountLease account,
            TranscodeSpace space,
            WatchOptions options,
            BiConsumer<Message, FinishedWork> describe) {
        super(endpoint, processor, options.repository());
        this.watch = new TranscodeWatch(account, space, options);
        this.describe = describe;
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
