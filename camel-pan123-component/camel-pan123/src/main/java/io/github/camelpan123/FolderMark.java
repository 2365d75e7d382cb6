package io.github.camelpan123;

import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * What is left on an exchange, and inherited by its copies, so that a copy is told from a file of its own.
 *
 * @param file the file that the exchange belongs to; null if it belongs to none, because it is an aggregate of several
 * @param index of the exchange in its split; null if it is not split, as the next two
 * @param size of the split
 * @param complete whether the exchange is the last one of its split
 * @param branch of a multicast
 * @param aggregated the number of exchanges that an aggregator has combined
 * @param route of the exchange
 */
record FolderMark(
        CountedFolder.File file,
        Object index,
        Object size,
        Object complete,
        Object branch,
        Object aggregated,
        String route) {

    private static final String PROPERTY = "CamelPan123FolderFile";

    /** Returns the mark that an exchange has or has inherited; null if it has none. */
    static FolderMark on(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof FolderMark mark ? mark : null;
    }

    /** @param file null if the exchange belongs to none */
    static FolderMark put(Exchange exchange, CountedFolder.File file) {
        FolderMark mark = new FolderMark(
                file,
                exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX),
                exchange.getProperty(ExchangePropertyKey.SPLIT_SIZE),
                exchange.getProperty(ExchangePropertyKey.SPLIT_COMPLETE),
                exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX),
                exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE),
                exchange.getFromRouteId());
        exchange.setProperty(PROPERTY, mark);
        return mark;
    }

    /** Whether an exchange has the place in a split of the one that it is a copy of. */
    boolean samePlace(Exchange copy) {
        return Objects.equals(index, copy.getProperty(ExchangePropertyKey.SPLIT_INDEX))
                && Objects.equals(size, copy.getProperty(ExchangePropertyKey.SPLIT_SIZE))
                && Objects.equals(complete, copy.getProperty(ExchangePropertyKey.SPLIT_COMPLETE));
    }

    /** Whether an exchange may have inherited the size of its split from the one that it is a copy of. */
    boolean sameSize(Exchange copy) {
        return Objects.equals(size, copy.getProperty(ExchangePropertyKey.SPLIT_SIZE));
    }

    /** Whether an exchange knows the size of its split, and it is another one. */
    boolean otherSize(Exchange copy) {
        return !sameSize(copy) && Boolean.FALSE.equals(copy.getProperty(ExchangePropertyKey.SPLIT_COMPLETE));
    }

    boolean sameBranch(Exchange copy) {
        return Objects.equals(branch, copy.getProperty(ExchangePropertyKey.MULTICAST_INDEX));
    }

    boolean sameRoute(Exchange copy) {
        return route == null || route.equals(copy.getFromRouteId());
    }

    /** Whether an exchange was made of several by an aggregator. */
    boolean aggregatedSince(Exchange copy) {
        return !Objects.equals(aggregated, copy.getProperty(ExchangePropertyKey.AGGREGATED_SIZE));
    }
}
