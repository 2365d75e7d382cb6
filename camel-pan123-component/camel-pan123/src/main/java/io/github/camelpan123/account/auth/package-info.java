/** The token of an account: its distribution to calls, and the limit of logins. */
package io.github.camelpan123.account.auth;
