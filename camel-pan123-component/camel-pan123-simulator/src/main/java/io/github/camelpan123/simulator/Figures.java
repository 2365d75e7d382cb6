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
 * What the platform itself saw, for tests to assert on. A path has a leading slash, such as {@code /api/v1/user/info}; what the
 * storage host serves is counted under {@code /download}, {@code /hls}, {@code /play}, {@code /direct}, {@code /a} (archives)
 * and {@code /put} (presigned uploads).
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
     * Calls that passed platform header, token and limit, whatever was answered then.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long calls(String path) {
        return book.of(path).accepted();
    }

    /**
     * Calls that the limit refused with 429. Faults that answer 429 are not among them.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long refused(String path) {
        return book.of(path).refused();
    }

    /**
     * Accepted calls that were answered with a code other than 0.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long failed(String path) {
        return book.of(path).failed();
    }

    /**
     * Faults played on a path.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long faults(String path) {
        return book.of(path).faults();
    }

    /**
     * Writes that one account sent again, with the same parameters, after they had succeeded; for
     * {@code /upload/v2/file/slice} slices that arrived again.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public long duplicateWrites(String path) {
        return book.of(path).repeated();
    }

    /**
     * The most calls of one account that passed within any period of the path's limit, or any second if it has none.
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
     * The most requests in work at one time.
     *
     * @param path with a leading slash
     * @return since the start
     */
    public int mostInFlight(String path) {
        return book.of(path).mostInFlight();
    }

    /**
     * Tokens issued.
     *
     * @return since the start
     */
    public long tokensIssued() {
        return tokens.issuedCount();
    }

    /**
     * Tokens pushed out by newer ones, or by a fault.
     *
     * @return since the start
     */
    public long tokensEvicted() {
        return tokens.evictedCount();
    }

    /**
     * The last 10,000 requests, those refused and those struck by faults included.
     *
     * @return in the order of their answers
     */
    public List<RequestRecord> requests() {
        return book.requests();
    }

    /**
     * Those of the last 10,000 requests that went to a path.
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
     * Bytes of content that arrived and were verified.
     *
     * @return since the start
     */
    public long uploadedBytes() {
        return book.uploadedBytes();
    }

    /**
     * Bytes of content that were sent.
     *
     * @return since the start
     */
    public long downloadedBytes() {
        return book.downloadedBytes();
    }

    /**
     * Accepted calls of all paths.
     *
     * @return since the start
     */
    public long totalCalls() {
        return total(PathFigures::accepted);
    }

    /**
     * Calls of all paths that a limit refused.
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
     * The figures of every path that this platform serves or was asked for.
     *
     * @return sorted by path
     */
    public Map<String, PathFigures> byPath() {
        return book.byPath();
    }
}
