# One image per service: docker build --build-arg SERVICE=log-producer .
# The sources are compiled once for all four; docker-compose.yml names the services.

# "sources" compiles inside the image and needs nothing on the host but Docker; "prebuilt" takes the jars that
# `./mvnw package` left in */target, which saves that time where they are there anyway.
ARG JARS=sources

FROM maven:3.9.11-eclipse-temurin-25 AS sources
WORKDIR /source
COPY . .
# Jars of the host would only be in the way here. The gate is not run: images are built from what has passed it.
# Beside the folder of the image's own Maven settings: a cache mounted over that would hide them.
RUN --mount=type=cache,target=/m2,sharing=locked \
    rm -rf */target \
    && mvn -B -ntp -Dmaven.repo.local=/m2 -Dquick -DskipTests -pl cluster-coordinator,log-producer,log-consumer,api-gateway -am package \
    && mkdir /jars \
    && for service in cluster-coordinator log-producer log-consumer api-gateway; do \
         cp "$service/target/$service.jar" /jars/ || exit 1; \
       done

FROM scratch AS prebuilt
COPY cluster-coordinator/target/cluster-coordinator.jar log-producer/target/log-producer.jar \
     log-consumer/target/log-consumer.jar api-gateway/target/api-gateway.jar /jars/

FROM ${JARS} AS jars

FROM eclipse-temurin:25-jre AS runtime
# curl answers the health check; the others are for experiments with `docker-compose exec` and for the faults that
# integration-tests/simulate-failure.sh makes: nft loses packets, libfaketime sets a process's clock.
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update -q \
    && apt-get install -yq --no-install-recommends curl iputils-ping libfaketime nftables procps stress \
    && useradd --system --uid 10001 --no-create-home --home-dir /app --shell /bin/bash bellwether \
    && install -d -o bellwether -m 700 /var/lib/bellwether

FROM runtime AS layers
ARG SERVICE
WORKDIR /layers
COPY --from=jars "/jars/${SERVICE}.jar" /app.jar
# The libraries of others change rarely, our own with most commits: two layers.
RUN java -Djarmode=tools -jar /app.jar extract --layers --application-filename app.jar --destination . \
    && mkdir -p dependencies snapshot-dependencies application

FROM runtime
ARG SERVICE
WORKDIR /app
COPY docker/run-service /usr/local/bin/
COPY docker/names.security /usr/local/lib/
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
ENV BELLWETHER_SERVICE=${SERVICE} SERVER_ADDRESS=0.0.0.0 LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
# Halves the CPU time of a start (gateway 5.7 instead of 10.7 s, coordinator 3.5 instead of 7.3 s) for some 60 MB. The
# training run stops before anything is connected to. The cache is only valid for these very files, so it is made where they stay.
RUN run-service --train
USER bellwether
ENTRYPOINT ["run-service"]
