# syntax=docker/dockerfile:1
# escape=\
ARG BASE=debian:12-slim
FROM --platform=linux/amd64 ${BASE:-debian} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV A=1 B="two words" C=$A
RUN --mount=type=cache,target=/var/cache apt-get update && \
    # a comment
    apt-get install -y --no-install-recommends curl=7.88.* ; rm -rf /var/lib/apt/lists/*
RUN <<EOT
set -e; for f in *.c; do gcc "$f" || exit 1; done | tee log
EOT
COPY --from=build --chown=1:1 --chmod=0755 ["a b", "/dst/"]
COPY <<"END" /etc/x
text $A
END
ADD --checksum=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 https://example.org/a.tgz /
FROM scratch
LABEL org.title="x" y=z
EXPOSE 80/tcp 8000-8010
VOLUME ["/data"]
USER 1000:1000
WORKDIR /srv
HEALTHCHECK --interval=5s --timeout=1m30s CMD ["/h"]
STOPSIGNAL SIGTERM
ONBUILD RUN sudo true
ENTRYPOINT ["/bin/x"]
CMD a "b" $(c) `d`
