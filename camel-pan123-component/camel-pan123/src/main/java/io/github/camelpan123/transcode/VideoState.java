package io.github.camelpan123.transcode;

import java.util.Map;

/** The states of a tracked video and the transitions between them. */
enum VideoState {
    /** The results are queried at each poll. */
    OPEN,
    /** Exchanges have results of the video. The results are queried, but no after-read action starts. */
    READING,
    /** The after-read action is running. The results are queried, but no exchange gets one. */
    ACTING,
    /** Everything that was due is delivered. The results are not queried until something changes. */
    SETTLED;

    /** What happens to a video. */
    enum Event {
        /** The platform may have new results: the entry changed, or jobs were started. */
        CHANGED,
        /** A query of the results was sent. */
        QUERIED,
        /** The platform returned the results. */
        ANSWERED,
        /** An exchange got a result. */
        CLAIMED,
        /** An exchange ended, and others have results of the video. */
        EXCHANGE_ENDED,
        /** The only exchange with results of the video ended. */
        LAST_EXCHANGE_ENDED,
        /** The after-read action began. */
        ACTION_STARTED,
        /** The after-read action succeeded or failed. */
        ACTION_ENDED,
        /** Nothing more is expected. */
        SETTLED
    }

    private static final Map<VideoState, Map<Event, VideoState>> TRANSITIONS = Map.of(
            OPEN,
            Map.of(
                    Event.CHANGED, OPEN,
                    Event.QUERIED, OPEN,
                    Event.ANSWERED, OPEN,
                    Event.CLAIMED, READING,
                    Event.ACTION_STARTED, ACTING,
                    Event.SETTLED, SETTLED),
            READING,
            Map.of(
                    Event.CHANGED, READING,
                    Event.QUERIED, READING,
                    Event.ANSWERED, READING,
                    Event.CLAIMED, READING,
                    Event.EXCHANGE_ENDED, READING,
                    Event.LAST_EXCHANGE_ENDED, OPEN),
            ACTING,
            Map.of(
                    Event.CHANGED, ACTING,
                    Event.QUERIED, ACTING,
                    Event.ANSWERED, ACTING,
                    Event.ACTION_ENDED, OPEN),
            SETTLED,
            // an answer or a claim may belong to a poll that began before the video was settled
            Map.of(
                    Event.CHANGED, OPEN,
                    Event.ANSWERED, OPEN,
                    Event.CLAIMED, READING));

    /** @throws IllegalStateException if the event must not happen in this state */
    VideoState after(Event event) {
        VideoState next = TRANSITIONS.get(this).get(event);
        if (next == null) {
            throw new IllegalStateException(event + " must not happen to a video in state " + this);
        }
        return next;
    }
}
