package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.account.Accounts;
import io.github.camelpan123.simulator.faults.FaultPlan;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.figures.FigureBook;
import io.github.camelpan123.simulator.time.TimeSource;
import io.github.camelpan123.simulator.tokens.TokenDesk;

/**
 * The registries that the gateway uses.
 *
 * @param accounts the accounts
 * @param tokens the valid tokens
 * @param faults the planned faults of calls
 * @param troubles the faults of the whole platform
 * @param figures the counters of calls
 * @param time the clock
 */
public record Books(
        Accounts accounts,
        TokenDesk tokens,
        FaultPlan faults,
        Troubles troubles,
        FigureBook figures,
        TimeSource time) {}
