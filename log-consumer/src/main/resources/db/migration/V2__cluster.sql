-- What the leader tells of the cluster. Both tables take a row once: what is delivered again is already there.

-- Events of the cluster, by their number, which counts up by one: a hole is what nobody wrote (projection.gap).
create table cluster_events (
    sequence       bigint      primary key,
    -- By the wall clock of the leader that proposed it, and by cluster time, which never goes backwards.
    at             timestamptz not null,
    cluster_millis bigint      not null,
    type           text        not null,
    subject        text,
    from_state     text,
    to_state       text,
    cause          text,
    evidence       text,
    epoch          bigint,
    version        bigint,
    incarnation    bigint,
    -- The entry of the agreed log that caused it.
    log_index      bigint      not null
);

create index cluster_events_by_time on cluster_events (at);
create index cluster_events_by_subject on cluster_events (subject, sequence);

-- How each member was, as the leader saw it.
create table health_samples (
    at          timestamptz      not null,
    node        text             not null,
    incarnation bigint           not null,
    state       text             not null,
    score       smallint,
    phi         double precision not null,
    -- Points of each dimension of the score, 0 to 100.
    terms       jsonb,
    primary key (node, at)
);

-- For ranges of time and for deleting what is too old; rows come in the order of time.
create index health_samples_by_time on health_samples using brin (at);
