package dev.portcullis.cache.similar.facts;

import org.junit.jupiter.api.Test;

class RolesTest {

    private final GuardCase guard = new GuardCase(new Roles());

    @Test
    void theBeginningMayComeLastButTwoMayNotChangePlaces() {
        guard.agree("In python, how do I sort a list?", "How do I sort a list in python?");
        guard.differ("convert dollars to euros", "convert euros to dollars");
        guard.differ("dollars to euros", "euros to dollars");
        guard.differ("Does stress cause smoking?", "Does smoking cause stress?");
    }

    /** What was said first could come last, and one could be turned into the other by that. */
    @Test
    void whereFromAndWhereToMayNotChangePlacesHoweverItIsSaid() {
        guard.differ("convert euros to dollars", "dollars converted to euros");
        guard.differ("how much are euros in dollars", "in euros how much are dollars");
        guard.differ("how do I import a csv into excel", "how do I import a csv from excel");
        guard.differ("how do I migrate my data from mysql to postgres", "what is a good way of moving data from postgres to mysql");
        guard.differ("convert a into b", "convert b into a");
        guard.differ("is a older than b", "is b older than a");
        guard.differ("where does the rhine flow from", "where does the rhine flow to");
        guard.differ("flights to rome", "flights from rome");
        guard.differ("express x in y", "express y in x");
        guard.differ("how do I merge my branch into main", "how do I merge main into my branch");
        guard.differ("subtract 5 from 10", "from 5 subtract 10");
        guard.differ("what percentage of 200 is 10", "200 is what percentage of 10");
        guard.differ("use butter instead of oil", "instead of butter use oil");
        guard.differ("if it rains does the game stop", "does it rain if the game stops");
        guard.agree("what does the bus from the airport to the centre cost", "how expensive is the bus from the airport to the centre");
    }

    @Test
    void whoHasDoneItIsNotWhomItWasDoneTo() {
        guard.differ("did brutus kill caesar", "was brutus killed by caesar");
        guard.differ("did rome attack", "was rome attacked");
        guard.differ("who did caesar kill in rome", "who killed caesar in rome");
        guard.differ("which team did chelsea beat last year", "which team beat chelsea last year");
        guard.differ("is anna the boss of ben", "is anna's boss ben");
        guard.differ("why choose python over java", "why choose java over python");
        guard.differ("does a lion eat a hyena when it is hungry", "what happens if a hungry hyena eats a lion");
        guard.differ("who can sue a landlord", "who can a landlord sue");
        guard.agree("can I change my order after placing it", "is it possible to modify an order after it was placed");
        guard.agree("why was my payment declined", "what is the reason my payment was declined");
    }

    @Test
    void whatWordsHaveInCommonIsComparedAndNothingElse() {
        guard.agree("my drain is clogged", "how do I unblock a stuffed sink");
        guard.agree("how do I cancel my subscription", "please tell me how to terminate my subscription");
        guard.agree("what is france's capital", "what is the capital of france");
    }

    /** Small words were taken for one another. */
    @Test
    void whatSmallWordsSayMustBeTheSame() {
        guard.differ("pay with a gift card", "pay for a gift card");
        guard.differ("a parcel to my son for my wife", "a parcel for my son to my wife");
        guard.differ("linux in windows on docker", "linux on windows in docker");
        guard.differ("hide from my parents", "hide my parents");
        guard.differ("talk to my son", "talk about my son");
        guard.differ("buy from amazon", "buy amazon");
        guard.differ("stop smoking", "stop to smoke");
        guard.differ("fly with a baby", "fly a baby");
        guard.differ("cancel an order that I paid for", "pay for an order that I cancelled");
        guard.differ("is it better to rent than to buy", "is it better to buy than to rent");
        guard.differ("do I have to pay if I cancel", "do I have to pay to cancel");
        guard.differ("how do I turn on notifications", "what turns notifications on");
        guard.agree("the way of cooking rice", "the way to cook rice");
        guard.agree("how do I cook rice", "the way of cooking rice");
        guard.agree("the largest file on linux", "the largest file in linux");
    }

    /** Only regular participles said that something is done. */
    @Test
    void irregularParticiplesSayThatSomethingIsDoneAsWell() {
        guard.differ("was she sued", "has she sued");
        guard.differ("has the dog bitten", "was the dog bitten");
        guard.differ("who was shot in dallas", "who shot in dallas");
    }
}
