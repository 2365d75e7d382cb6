package io.github.camelpan123.simulator.share;

import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The share links of all accounts. */
public final class Shares {
    private static final String KIND = "share";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Sequence ids;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();
    private final NavigableMap<Long, Share> shares = new ConcurrentSkipListMap<>();

    /**
     * Creates a registry without shares.
     *
     * @param ids generates IDs
     * @param journal provides the changes of earlier runs and records every change
     */
    public Shares(Sequence ids, Journal journal) {
        this.ids = ids;
        this.journal = journal;
        journal.reads(KIND, Share.class, share -> shares.put(share.id(), share));
    }

    /**
     * Returns a new ID.
     *
     * @return the ID of the next share
     */
    public long nextId() {
        return ids.next();
    }

    /**
     * Returns a new key in the format of samples.
     *
     * @return {@code PvitVv-nPeLH}
     */
    public String newKey() {
        StringBuilder key = new StringBuilder(12);
        for (int i = 0; i < 12; i++) {
            key.append(i == 6 ? '-' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return key.toString();
    }

    /**
     * Adds or changes a share.
     *
     * @param share in its current state
     */
    public void put(Share share) {
        shares.put(share.id(), share);
        journal.write(KIND, share.id(), share);
    }

    /**
     * Returns a share of an account.
     *
     * @param uid the account
     * @param id its ID
     * @return null if the account has no such share
     */
    public Share get(long uid, long id) {
        Share share = shares.get(id);
        return share == null || share.uid() != uid ? null : share;
    }

    /**
     * Returns the shares of an account.
     *
     * @param uid the account
     * @param from the first ID that may be in the answer
     * @param limit the maximum number of shares
     * @return in the order of IDs
     */
    public List<Share> list(long uid, long from, int limit) {
        List<Share> found = new ArrayList<>();
        for (Share share : shares.tailMap(from, true).values()) {
            if (found.size() == limit) {
                break;
            }
            if (share.uid() == uid) {
                found.add(share);
            }
        }
        return found;
    }
}
