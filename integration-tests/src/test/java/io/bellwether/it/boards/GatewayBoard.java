package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.quantile;
import static io.bellwether.it.boards.Query.rate;

import java.util.List;

/** The front door: what comes in, whom it goes to, and who is left out. */
final class GatewayBoard {

    private static final String REQUESTS = "spring_cloud_gateway_requests_seconds";

    private GatewayBoard() {}

    static Board board() {
        return new Board(
                "bellwether-gateway",
                "Gateway",
                "Do requests reach somebody who can serve them, how fast, and whom does the gateway leave out?",
                """
                Nothing here needs a leader. "Instances" tells per service who is left out and why; without coordinators the list of
                them stands still, and everything else goes on.""",
                false,
                List.of(
                        section("", well(), panic(), redis(), failing()),
                        section("Requests", requests(), times(), tries(), retries()),
                        section("Instances", instances(), ejections(), unserved()),
                        section("At the door", requestsInside(), connections(), refused(), limited(), cache())));
    }

    private static Panel well() {
        return Panel.stat("Well", "none", 6, "no gateway", """
                        Instances that get their share, of all that the discovery lists, over all services.""")
                .asks(now("sum(%s)".formatted(own("gateway_instances", "standing=~\"well|slow_start\"")), "well"));
    }

    private static Panel panic() {
        return Panel.stat("Panic", "none", 6, "no gateway", """
                        Services of which fewer than half of the instances are well, so that all of them get requests.""")
                .asks(now("sum(%s)".formatted(own("gateway_panic")), "services"))
                .step(1, "red");
    }

    private static Panel redis() {
        return Panel.stat("Redis away", "none", 6, "no gateway", """
                        Gateways that do without Redis: limits and kept answers are of each process alone.""")
                .asks(now("sum(%s)".formatted(own("gateway_redis_away")), "gateways"))
                .step(1, "orange");
    }

    private static Panel failing() {
        return Panel.stat("Answered 5xx", "percentunit", 6, "nothing asked", """
                        Share of the requests just now that were answered 5xx.""")
                .asks(now(
                        "sum(%s) / sum(%s)"
                                .formatted(
                                        rate(REQUESTS + "_count", "http_status_code=~\"5..\""),
                                        rate(REQUESTS + "_count")),
                        "5xx"))
                .emptyWhen("while nothing is asked")
                .step(0.001, "orange")
                .step(0.05, "red");
    }

    private static Panel requests() {
        return Panel.curves("Requests by route and status", "reqps", 12, """
                        Requests that the gateway has answered over each route.""")
                .asks(over(
                        "sum by (route_id, http_status_code) (%s)".formatted(rate(REQUESTS + "_count")),
                        "{{route_id}} {{http_status_code}}"))
                .emptyWhen("while nothing was ever asked of the gateway");
    }

    private static Panel times() {
        return Panel.curves("Time of a request", "s", 12, """
                        From the arrival of a request to the end of its answer, by route: 99 % are faster.""")
                .asks(over(quantile(0.99, "le, route_id", REQUESTS), "{{route_id}}"))
                .emptyWhen("while nothing is asked");
    }

    private static Panel tries() {
        return Panel.curves("Sent to instances", "reqps", 12, """
                        Requests sent to an instance, by how that went until the head of the answer was there.""")
                .asks(over(
                        "sum by (service, result) (%s) > 0".formatted(rate("gateway_tries_total")),
                        "{{service}} {{result}}"))
                .emptyWhen("while nothing is asked");
    }

    private static Panel retries() {
        return Panel.curves("Sent once more", "reqps", 12, """
                        Failed requests that were sent to a second instance, or not because the budget was used up.""")
                .asks(over(
                        "sum by (service, result) (%s)".formatted(rate("gateway_retries_total")),
                        "{{service}} {{result}}"))
                .emptyWhen("while nothing was ever asked of the gateway");
    }

    private static Panel instances() {
        return Panel.curves("Instances by standing", "none", 12, """
                        The instances of each service as this gateway sees them; who gets requests is well or in slow start.""")
                .asks(over(
                        "max by (service, standing) (%s) > 0".formatted(own("gateway_instances")),
                        "{{service}} {{standing}}"));
    }

    private static Panel ejections() {
        return Panel.curves("Left out for failing", "cps", 6, """
                        Instances that were left out for a while because they failed again and again.""")
                .asks(over("sum by (service) (%s)".formatted(rate("gateway_ejections_total")), "{{service}}"));
    }

    private static Panel unserved() {
        return Panel.curves("Nobody to ask", "reqps", 6, """
                        Requests for which there was no instance, by why.""")
                .asks(over(
                        "sum by (service, reason) (%s)".formatted(rate("gateway_unserved_total")),
                        "{{service}} {{reason}}"))
                .emptyWhen("while nothing was ever asked of the gateway");
    }

    private static Panel requestsInside() {
        return full("Requests inside", "gateway_requests_inside", "gateway_requests_limit", """
                        Requests that are being sent on, and how many may be at once: more are refused.""");
    }

    private static Panel connections() {
        return full("Connections of clients", "gateway_connections_open", "gateway_connections_limit", """
                        Connections that clients hold open, and how many they may at once: more are closed.""");
    }

    private static Panel full(String title, String taken, String most, String says) {
        return Panel.curves(title, "none", 12, says)
                .asks(
                        over("max by (node) (%s)".formatted(own(taken)), "{{node}}"),
                        over("max(%s)".formatted(own(most)), "at most"));
    }

    private static Panel refused() {
        return Panel.curves("Refused", "reqps", 8, """
                        Requests refused before anything was done for them, by why.""")
                .asks(over("sum by (reason) (%s)".formatted(rate("gateway_refused_total")), "{{reason}}"));
    }

    private static Panel limited() {
        return Panel.curves("Too many of one client", "reqps", 8, """
                        Requests answered 429, by route.""")
                .asks(over("sum by (route) (%s)".formatted(rate("gateway_limited_total")), "{{route}}"))
                .emptyWhen("while no client ever sent too many");
    }

    private static Panel cache() {
        return Panel.curves("Queries by the cache", "reqps", 8, """
                        Queries answered from what was kept, or not, or without looking.""")
                .asks(over("sum by (result) (%s)".formatted(rate("gateway_cache_total")), "{{result}}"));
    }
}
