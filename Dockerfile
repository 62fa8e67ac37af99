# The dependencies are installed from the lock file, and pip refuses what has another hash.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/samverkansbot
WORKDIR /build
COPY requirements.lock ./
RUN /opt/samverkansbot/bin/pip install --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY schedules schedules
COPY storage storage
RUN /opt/samverkansbot/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN groupadd --system --gid 10001 samverkansbot \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin samverkansbot \
    && install --directory --owner=10001 --group=10001 --mode=0750 /data
COPY --from=build /opt/samverkansbot /opt/samverkansbot
# HOST: inside a container the loopback address cannot be reached from outside it.
ENV PATH="/opt/samverkansbot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL="sqlite:////data/samverkansbot.sqlite" \
    # matplotlib keeps its list of fonts there; without it each start would make it anew.
    MPLCONFIGDIR="/data/.matplotlib" \
    HOST="0.0.0.0" \
    PORT="8000"
# By number, so that a platform that demands a non-root account can see that it is one.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["samverkansbot"]
CMD ["run"]
