package dev.portcullis.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.randomSwitchOrElse;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/** Users arrive at a fixed rate, whether or not those before them were answered: how long they wait. */
public class OpenLoop extends Simulation {
    {
        var chat = scenario("open loop").exec(
                randomSwitchOrElse().on(percent(ChatLoad.STREAMED).then(ChatLoad.streamed()))
                        .orElse(ChatLoad.plain()));
        setUp(chat.injectOpen(
                        rampUsersPerSec(1).to(ChatLoad.RATE).during(ChatLoad.RAMP),
                        constantUsersPerSec(ChatLoad.RATE).during(ChatLoad.TIME)))
                .protocols(ChatLoad.protocol())
                .maxDuration(ChatLoad.RAMP.plus(ChatLoad.TIME).plusSeconds(60))
                .assertions(global().failedRequests().count().is(0L));
    }
}
