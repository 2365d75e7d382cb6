package io.github.camelpan123.api;

import java.util.List;

/**
 * A share link to create (platform/calls.md, "Create a share").
 *
 * @param name the visible title
 * @param expireDays 1, 7 or 30; 0 for no expiry
 * @param password the password for access; empty for none
 */
public record NewShare(String name, int expireDays, String password) {

    private static final List<Integer> DAYS = List.of(0, 1, 7, 30);

    /** @throws IllegalArgumentException naming option, value and rule */
    public NewShare {
        if (name.isBlank()) {
            throw new IllegalArgumentException("shareName is empty or only spaces; a share needs a title");
        }
        if (!DAYS.contains(expireDays)) {
            throw new IllegalArgumentException("shareExpireDays=" + expireDays
                    + " is not possible. The platform accepts 1, 7 and 30, and 0 for a share that does not"
                    + " expire");
        }
    }

    @Override
    public String toString() {
        return "NewShare[name=" + name + ", expireDays=" + expireDays + "]";
    }
}
