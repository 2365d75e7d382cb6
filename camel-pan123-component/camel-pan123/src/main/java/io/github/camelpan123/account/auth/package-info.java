/** The token of an account: who gets one when, and how often the platform is asked for another. */
package io.github.camelpan123.account.auth;
