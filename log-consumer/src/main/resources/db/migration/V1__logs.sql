-- Log records, each id once.
create table logs (
    id          uuid        primary key,
    "timestamp" timestamptz not null,
    level       text        not null,
    service     text        not null,
    instance    text,
    -- The process that took the record in: where it runs, its name, and the cluster's epoch at that moment.
    zone        text,
    node        text,
    epoch       bigint,
    trace_id    text,
    message     text        not null,
    attributes  jsonb,
    -- Where the record stood in Kafka.
    partition   integer     not null,
    "offset"    bigint      not null
);

-- A page of results continues behind (timestamp, id) of its predecessor's last row.
create index logs_by_time on logs ("timestamp" desc, id desc);
create index logs_by_service on logs (service, "timestamp" desc, id desc);
