package io.github.camelpan123.account;

import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;

/** The call for a new token with the client ID and its secret, which waits in its queue like any other. */
final class LoginCall {

    private final String clientId;
    private final String clientSecret;
    private final AccountLeases leases;
    private final AccountQueues queues;

    LoginCall(String clientId, String clientSecret, AccountLeases leases, AccountQueues queues) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.leases = leases;
        this.queues = queues;
    }

    /**
     * Requests a new token, even if there is one. Each token may invalidate another one. If the requesting context
     * stops meanwhile, another context requests it.
     *
     * @param onSend called when the request is sent
     */
    CompletableFuture<AccessToken> request(Runnable onSend) {
        ApiCall<AccessToken> login = AccountCalls.accessToken(clientId, clientSecret);
        AccountLease sender = leases.any(login.api());
        CompletableFuture<AccessToken> answer = sender.calls()
                .trackForAccount(login.api())
                .make(tracked -> {
                    QueuedApiCall<AccessToken> queued = new QueuedApiCall<>(
                            sender,
                            System.nanoTime(),
                            () -> login,
                            (call, permission) -> tracked.request(true, events -> sender.client()
                                    .send(
                                            call,
                                            null,
                                            () -> events.onSend(() -> {
                                                // first, because it may refuse
                                                permission.run();
                                                onSend.run();
                                            }),
                                            events::traceId)));
                    queues.queue(login.api()).submit(queued);
                    return queued.answer();
                });
        return Futures.recover(
                answer,
                failure -> sender.ending() && leases.any(login.api()) != sender
                        ? request(onSend)
                        : Futures.failed(failure));
    }
}
