package io.github.camelpan123;

import io.github.camelpan123.consumer.ClaimingConsumer;
import io.github.camelpan123.consumer.OneClaimPollingConsumer;
import io.github.camelpan123.operation.OperationOptions;
import io.github.camelpan123.operation.OperationRequest;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Upload, manage and transcode files on the 123pan open platform. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "pan123",
        title = "123pan",
        syntax = "pan123:operation",
        category = {Category.CLOUD, Category.FILE},
        headersClass = Pan123Constants.class)
public class Pan123Endpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    /** The default delay between polls. Camel's default of half a second would exhaust the platform's rate limits. */
    static final long DEFAULT_DELAY_MILLIS = 10_000;

    @UriPath
    @Metadata(
            required = true,
            description = "What to do. Consumers support transcodeResult (finished transcodes) and listFiles"
                    + " (new files). For producers, the header CamelPan123Operation replaces it.")
    private final Pan123Operation operation;

    @UriParam
    private final Pan123Configuration configuration;

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "" + DEFAULT_DELAY_MILLIS,
            javaType = "java.time.Duration",
            description = "Milliseconds before the next poll.")
    private long delay;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "The maximum number of exchanges per poll. 0 is no limit.")
    private int maxMessagesPerPoll;

    private AccountBinding account;

    Pan123Endpoint(
            String uri, Pan123Component component, Pan123Operation operation, Pan123Configuration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY_MILLIS);
    }

    @Override
    public void setDelay(long delay) {
        OptionRange.duration("delay", delay);
        super.setDelay(delay);
        this.delay = delay;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /** Returns the maximum number of exchanges per poll. 0 means no limit. */
    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /** The maximum number of exchanges per poll. 0 means no limit. */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = OptionRange.notNegative("maxMessagesPerPoll", maxMessagesPerPoll);
    }

    /** Returns the operation of the endpoint. */
    public Pan123Operation getOperation() {
        return operation;
    }

    /** Returns the options of the endpoint, including those of the component. */
    public Pan123Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public Pan123Component getComponent() {
        return (Pan123Component) super.getComponent();
    }

    @Override
    protected void doInit() throws Exception {
        OperationOptions options = EndpointOptions.read(this);
        OperationRequest.requireNamedOnce(options);
        if (operation == Pan123Operation.listFiles) {
            OperationRequest.requireListedOnce(options);
        }
        if (operation == Pan123Operation.createDirectory) {
            OperationRequest.requireCreatedOnce(options);
        }
        super.doInit();
    }

    @Override
    public Producer createProducer() {
        return new Pan123Producer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return consumer(processor);
    }

    private ClaimingConsumer<?> consumer(Processor processor) throws Exception {
        ClaimingConsumer<?> consumer =
                switch (operation) {
                    case transcodeResult -> new Pan123TranscodeConsumer(this, processor);
                    case listFiles -> new Pan123FileConsumer(this, processor);
                    default ->
                        throw new IllegalArgumentException("pan123:" + operation
                                + " cannot be consumed from; known are pan123:transcodeResult and pan123:listFiles");
                };
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(maxMessagesPerPoll);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        PollingConsumer polling = new OneClaimPollingConsumer(consumer(exchange -> {
            // the polling consumer returns the exchanges itself
        }));
        configurePollingConsumer(polling);
        return polling;
    }

    /**
     * Keeps the account open until the endpoint stops, so that a route that is stopped and started finds it as it was.
     * Does nothing if the endpoint has stopped, because it would never leave.
     */
    synchronized void keepAccount() {
        if (!isStoppingOrStopped() && (account == null || !account.isOpen())) {
            account = getComponent().enterAccount(configuration);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        AccountBinding mine;
        synchronized (this) {
            mine = account;
            account = null;
        }
        if (mine != null) {
            mine.leave();
        }
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }
}
