package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class ContactTest {

    @Test
    void mailGoesToADomain() {
        Found.in(new EmailAddress(),
                "<anna.novak+x@mail.example.org>, hi",
                "\"<o'brien@acme.io>\"",
                "<user@xn--80ak6aa92e.com>",
                "node@20.14.3",
                "@types/node",
                "git@github.com:a/b.git",
                "a@b",
                "x@.com",
                "<müller@straße.de>",
                "mailto:<a@b.co>");
    }

    @Test
    void mailIsSpelledOut() {
        Found.in(new EmailAddress(),
                "<john.smith at acme dot com>",
                "meet at noon",
                "look at example.com");
    }

    @Test
    void numbersWithTheirCountry() {
        Found.in(new PhoneNumber(),
                "<+44 20 7946 0249>",
                "(<+49 30 9242496>)",
                "<+41 (0)62 585 51 90>",
                "+1 555");
    }

    @Test
    void numbersAsAmericansWriteThem() {
        Found.in(new PhoneNumber(),
                "<206-555-0138>",
                "<(206) 555-0199>",
                "<206.555.0138x459>",
                "<206-555-0138 ext. 12>",
                "order 206-555-0138-1");
    }

    @Test
    void numbersBehindAWord() {
        Found.in(new PhoneNumber(),
                "phone <030 123456>",
                "call me at <97476578>",
                "My Israeli number is <09-7625400>",
                "order number 419834317511");
    }

    @Test
    void numbersAmongFiguresAndSignsAlone() {
        String signs = " #".repeat(8);
        Found.in(new PhoneNumber(),
                "17 12 3.5, <(206) 555-0199>; 204 12 88",
                "17 12 3.5, <1 206 555-0199>; 204 12 88",
                "17 12 3.5, <001-206-555-0199>; 204 12 88",
                "17 12 3.5, <020 7946 0249>; 204 12 88",
                "17 12 3.5; 204 12 88, 97 47 65 78",
                "17 12 3.5, <97 47 65 78>" + signs + " fax",
                "17 12 3.5, 97 47 65 78" + signs + signs + " fax",
                "phone" + signs + signs + signs + " <97 47 65 78>",
                "phone" + signs + signs + signs + signs + " 97 47 65 78");
    }

    @Test
    void numbersThatAreNoTelephones() {
        Found.in(new PhoneNumber(),
                "0.74269533 -0.28765103 0.3532561",
                "Add 212 + 555 - 133",
                "2018-03-14",
                "ISBN 978-3-16-148410-0",
                "1,384,098.00");
    }

    @Test
    void addressesOfTheInternet() {
        Found.in(new IpAddress(),
                "<192.168.0.1>, <10.0.0.0/8>",
                "<2001:db8::1> and [<2001:db8::2>]:80",
                "<::ffff:192.0.2.1>",
                "version 1.2.3.4",
                "1.2.3",
                "256.1.1.1",
                "::ffff:256.0.0.1",
                "std::cout",
                "12:30:45",
                "1.2.3.4.5");
    }

    @Test
    void addressesOfNetworkCards() {
        Found.in(new MacAddress(),
                "<00:1A:2B:3C:4D:5E>",
                "<AA-BB-CC-DD-EE-FF>",
                "<0012.3456.789a>",
                "mac <001A2B3C4D5E>",
                "FF:FF:FF:FF:FF:FF",
                "00:1A:2B:3C:4D",
                "12:30:45");
    }

    @Test
    void addressesOfTheWeb() {
        Found.in(new WebAddress(),
                "see <https://www.example.org/a?b=1>.",
                "<microsoft.com>, <google.co.il>",
                "file.txt",
                "a.b",
                "e.g. this");
    }

    @Test
    void daysOfBirth() {
        Found.in(new DateOfBirth(),
                "born on <12/22/1966>",
                "DOB: <1985-06-03>",
                "geboren am <3. März 1985>",
                "born <March 12, 1985>",
                "date of birth <12 March 1985>",
                "on 12/22/1966",
                "born in 1966");
    }

    @Test
    void streets() {
        Found.in(new PostalAddress(),
                "at <1728 Oak Avenue>, town",
                "<12 Old Mill Road, Apt 3>.",
                "12 monkeys on the road",
                "5 Days in a row");
    }

    @Test
    void people() {
        Found.in(new PersonName(),
                "<Anna Novak> called",
                "my name is <Zbigniew Kowalczyk>",
                "The Oak Avenue");
    }
}
