-- What Grafana may read, where there is a role for it: containers make one (docker/postgres-roles), elsewhere there is none.
-- After each start rather than in a migration, because the role may come after the tables.
do $$
begin
    if exists (select from pg_roles where rolname = 'grafana') then
        grant select on cluster_events, health_samples to grafana;
    end if;
end
$$;
