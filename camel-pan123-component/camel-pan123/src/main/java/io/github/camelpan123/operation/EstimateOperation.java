package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Estimate;
import io.github.camelpan123.api.EstimatedCalls;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Estimates how long a workload takes at the limits of the account. Makes no call. All queues work at the same time, so
 * the slowest one determines the duration, or calls that follow one another.
 */
final class EstimateOperation implements Operation {

    private static final long NANOS = 1_000_000_000L;

    private final AccountLease account;

    EstimateOperation(AccountLease account) {
        this.account = account;
    }

    @Override
    public CompletableFuture<OperationResult> execute(OperationRequest request) {
        return Futures.completed(OperationResult.of(estimate(Workload.of(request.body()))));
    }

    private Estimate estimate(Workload workload) {
        boolean vip = account.limits().vip();
        Duration transfer = workload.bytesPerSecond() == 0
                ? Duration.ZERO
                : Duration.ofNanos((long) ((double) workload.bytes() / workload.bytesPerSecond() * NANOS));
        List<EstimatedCalls> own = calls(workload.calls(), vip);
        Outcome outcome = outcome(workload, own, transfer, vip);
        Outcome members = vip ? outcome : outcome(workload, calls(workload.calls(), true), transfer, true);
        return new Estimate(
                outcome.duration(), outcome.boundBy(), vip, members.duration(), members.boundBy(), transfer, own);
    }

    private record Outcome(Duration duration, String boundBy) {

        Outcome or(Duration other, String by) {
            return other.compareTo(duration) > 0 ? new Outcome(other, by) : this;
        }
    }

    private Outcome outcome(Workload workload, List<EstimatedCalls> calls, Duration transfer, boolean vip) {
        Outcome outcome = new Outcome(Duration.ZERO, "").or(transfer, Estimate.TRANSFER);
        for (EstimatedCalls row : calls) {
            outcome = outcome.or(row.expected(), row.shortName());
        }
        List<EstimatedCalls> inTurn = calls(workload.callsInTurn(), vip);
        if (!inTurn.isEmpty()) {
            EstimatedCalls slowest = inTurn.get(0);
            Duration trashed = expected(inTurn, Api.FILE_INFOS).plus(expected(inTurn, Api.FILE_TRASH));
            // other files that are on their way to the recycle bin come first
            Duration allTrashed = expected(calls, Api.FILE_TRASH);
            boolean others = allTrashed.compareTo(trashed) > 0;
            outcome = outcome.or(
                    (others ? allTrashed : trashed).plus(expected(inTurn, Api.FILE_DELETE)),
                    others && allTrashed.compareTo(slowest.expected()) > 0
                            ? Api.FILE_TRASH.shortName()
                            : slowest.shortName());
        }
        // a video can be asked about when it is imported, after half of the time of all imports on average
        Duration videos = expected(calls, Api.TRANSCODE_RESOLUTIONS)
                .plus(expected(calls, Api.TRANSCODE_IMPORT).dividedBy(2));
        return outcome.or(videos, Api.TRANSCODE_RESOLUTIONS.shortName());
    }

    private static Duration expected(List<EstimatedCalls> calls, Api api) {
        return calls.stream()
                .filter(row -> row.path().equals(api.path()))
                .map(EstimatedCalls::expected)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Returns the calls, the slowest first. */
    private List<EstimatedCalls> calls(Map<Api, Long> calls, boolean vip) {
        Map<String, QueueFigures> queues = account.queueControl().figures().stream()
                .collect(Collectors.toMap(QueueFigures::path, Function.identity()));
        return calls.entrySet().stream()
                .map(row -> calls(
                        row.getKey(),
                        row.getValue(),
                        Optional.ofNullable(queues.get(row.getKey().path()))
                                .map(QueueFigures::waiting)
                                .orElse(0),
                        account.limits().rate(row.getKey(), vip)))
                .sorted(Comparator.comparing(EstimatedCalls::expected)
                        .reversed()
                        .thenComparing(EstimatedCalls::path))
                .toList();
    }

    private EstimatedCalls calls(Api api, long calls, int waiting, Optional<Rate> rate) {
        return new EstimatedCalls(
                api.shortName(),
                api.path(),
                rate.map(Rate::toString).orElse("-"),
                calls,
                waiting,
                rate.map(limit -> limit.timeOf(calls + waiting, account.limits().answerTime(api)))
                        .orElse(Duration.ZERO));
    }
}
