package io.github.camelpan123.account.cluster;

/** The leases of the uploads that the nodes of an account can take over from each other. */
@FunctionalInterface
public interface UploadLeases {

    /**
     * Returns the lease of an upload, which is not acquired yet.
     *
     * @param upload the same on every node
     * @param above the highest number that an owner before is known to have had; 0 if there was none
     */
    UploadLease of(String upload, long above);
}
