package io.github.camelpan123.consumer;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/** Camel's check of a polling consumer, with details of what it consumes. */
final class PollHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final ClaimingConsumer<?> consumer;

    PollHealthCheck(ClaimingConsumer<?> consumer) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result camels = super.call(options);
        ConsumerState state = consumer.state();
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .state(camels.getState())
                .details(camels.getDetails())
                .detail("subject", state.subject())
                .detail("polls", state.polls())
                .detail("inProgress", state.inProgress())
                .detail("backlog", state.backlog())
                .detail("givenUp", state.givenUp());
        if (state.lastGoodPoll() != null) {
            builder.detail("lastGoodPoll", state.lastGoodPoll().toString());
        }
        camels.getMessage().ifPresent(builder::message);
        camels.getError().ifPresent(builder::error);
        return builder.build();
    }
}
