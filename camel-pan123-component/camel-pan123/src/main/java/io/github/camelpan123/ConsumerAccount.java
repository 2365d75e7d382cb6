package io.github.camelpan123;

/**
 * The account binding of a consumer and its exchanges. Camel may stop the endpoint of a polling consumer after each
 * receive and keep the consumer for the next one, so the binding can be closed in between.
 */
final class ConsumerAccount {

    private final Pan123Endpoint endpoint;
    private AccountBinding binding;

    ConsumerAccount(Pan123Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Registers a use. Opens the binding if there is none, or if it was closed. */
    synchronized AccountBinding enter() {
        if (binding == null || binding.account().closed() || !binding.enter()) {
            binding = endpoint.getComponent().enterAccount(endpoint.getConfiguration());
        }
        return binding;
    }

    /** Returns the binding of the last {@link #enter()}. */
    synchronized AccountBinding binding() {
        return binding;
    }
}
