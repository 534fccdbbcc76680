package io.bellwether.cli.sight;

import java.net.URI;

/**
 * What a member exports.
 *
 * @param place Base URL at which it was asked.
 * @param here Whether it runs on this machine: then it has to answer.
 */
public record MemberSight(String node, URI place, boolean here, Glance.Seen seen, Metrics metrics) {}
