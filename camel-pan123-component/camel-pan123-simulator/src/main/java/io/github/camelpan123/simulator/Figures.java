package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.account.Account;
import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.figures.PathFigures;
import io.github.camelpan123.simulator.figures.RequestRecord;
import io.github.camelpan123.simulator.tokens.TokenDesk;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The counters of the platform, for assertions in tests. A path has a leading slash, such as {@code /api/v1/user/info}.
 * Requests to the storage host are counted under {@code /download}, {@code /hls}, {@code /play}, {@code /direct},
 * {@code /a} (archives) and {@code /put} (presigned uploads).
 */
public final class Figures {
    private final FigureBook book;
    private final TokenDesk tokens;
    private final Accounts accounts;

    Figures(FigureBook book, TokenDesk tokens, Accounts accounts) {
        this.book = book;
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /**
     * Returns the calls that passed the checks of platform header, token and limit, whatever their answer.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long calls(String path) {
        return book.of(path).accepted();
    }

    /**
     * Returns the calls that the limit refused with 429, without faults that answer 429.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long refused(String path) {
        return book.of(path).refused();
    }

    /**
     * Returns the accepted calls that were answered with a code other than 0.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long failed(String path) {
        return book.of(path).failed();
    }

    /**
     * Returns the faults that occurred on a path.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long faults(String path) {
        return book.of(path).faults();
    }

    /**
     * Returns the writes that one account repeated with the same parameters after they had succeeded. For
     * {@code /upload/v2/file/slice} these are repeated slices.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long duplicateWrites(String path) {
        return book.of(path).repeated();
    }

    /**
     * Returns the maximum number of calls of one account that passed within any period of the path's limit, or within
     * any second if it has none.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public int fullestWindow(String path) {
        int fullest = 0;
        for (Account account : accounts.all()) {
            fullest = Math.max(fullest, account.limiters().fullestWindow(path));
        }
        return fullest;
    }

    /**
     * Returns the maximum number of concurrent requests.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public int mostInFlight(String path) {
        return book.of(path).mostInFlight();
    }

    /**
     * Returns the number of issued tokens.
     *
     * @return since the start
     */
    public long tokensIssued() {
        return tokens.issuedCount();
    }

    /**
     * Returns the number of tokens that were evicted by newer ones or by a fault.
     *
     * @return since the start
     */
    public long tokensEvicted() {
        return tokens.evictedCount();
    }

    /**
     * Returns the last 10,000 requests, including refused ones and those with faults.
     *
     * @return in the order of their answers
     */
    public List<RequestRecord> requests() {
        return book.requests();
    }

    /**
     * Returns the requests of a path among the last 10,000 requests.
     *
     * @param path with a leading slash
     * @return in the order of their answers
     */
    public List<RequestRecord> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /**
     * Returns the bytes of received and verified content.
     *
     * @return since the start
     */
    public long uploadedBytes() {
        return book.uploadedBytes();
    }

    /**
     * Returns the bytes of sent content.
     *
     * @return since the start
     */
    public long downloadedBytes() {
        return book.downloadedBytes();
    }

    /**
     * Returns the requests to the storage host that carried the header {@code Authorization} or {@code Platform}. Both
     * belong to API calls alone, and a token must not reach another host.
     *
     * @return since the start
     */
    public long apiHeadersAtStorage() {
        return book.apiHeadersAtStorage();
    }

    /**
     * Returns the accepted calls of all paths.
     *
     * @return since the start
     */
    public long totalCalls() {
        return total(PathFigures::accepted);
    }

    /**
     * Returns the calls of all paths that a limit refused.
     *
     * @return since the start
     */
    public long totalRefused() {
        return total(PathFigures::refused);
    }

    private long total(ToLongFunction<PathFigures> figure) {
        return book.byPath().values().stream().mapToLong(figure).sum();
    }

    /**
     * Returns the figures of all paths that this platform serves or that were requested.
     *
     * @return sorted by path
     */
    public Map<String, PathFigures> byPath() {
        return book.byPath();
    }
}
