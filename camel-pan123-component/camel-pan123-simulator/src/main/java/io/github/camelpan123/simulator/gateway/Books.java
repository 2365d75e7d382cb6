package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.tokens.TokenDesk;

/**
 * What the gateway looks things up in.
 *
 * @param accounts who may call
 * @param tokens which tokens are alive
 * @param faults what shall go wrong with which call
 * @param troubles what is wrong with the platform
 * @param figures where calls are counted
 * @param time the clock
 */
public record Books(
        Accounts accounts,
        TokenDesk tokens,
        FaultPlan faults,
        Troubles troubles,
        FigureBook figures,
        TimeSource time) {}
