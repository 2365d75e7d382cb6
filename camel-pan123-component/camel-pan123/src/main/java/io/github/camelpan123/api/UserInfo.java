package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * The account (platform/calls.md, "Account").
 *
 * @param uid the ID of the account
 * @param nickname may be empty
 * @param spaceUsed bytes
 * @param spacePermanent bytes
 * @param spaceTemp bytes; the total is permanent plus temporary
 * @param vip whether the limits of members apply
 * @param directTraffic bytes left for direct links
 */
public record UserInfo(
        long uid, String nickname, long spaceUsed, long spacePermanent, long spaceTemp, boolean vip, long directTraffic)
        implements Serializable {}
