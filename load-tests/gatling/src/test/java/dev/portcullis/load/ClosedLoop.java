package dev.portcullis.load;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.randomSwitchOrElse;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** A fixed number of users, each asking again as soon as it is answered: how much goes through. */
public class ClosedLoop extends Simulation {
    {
        // A user lives for many calls, else the cost of making users is what would be measured.
        var chat = scenario("closed loop").repeat(100).on(
                randomSwitchOrElse().on(percent(ChatLoad.STREAMED).then(ChatLoad.streamed()))
                        .orElse(ChatLoad.plain()));
        setUp(chat.injectClosed(
                        rampConcurrentUsers(1).to(ChatLoad.USERS).during(ChatLoad.RAMP),
                        constantConcurrentUsers(ChatLoad.USERS).during(ChatLoad.TIME)))
                .protocols(ChatLoad.protocol())
                .maxDuration(ChatLoad.RAMP.plus(ChatLoad.TIME).plusSeconds(60))
                .assertions(global().failedRequests().count().is(0L));
    }
}
