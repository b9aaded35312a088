# Two stages: one builds the styles and the package, one runs it, as nobody in particular.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY requirements/run.txt requirements/
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY frontend frontend
COPY src src
COPY pyproject.toml README.md LICENSE ./
RUN npm --prefix frontend ci && npm --prefix frontend run build && /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data trialogue && install -d -o trialogue -m 700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH TRIALOGUE_DATA=/data PYTHONUNBUFFERED=1
USER trialogue
VOLUME /data
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/readyz', timeout=4)"
CMD ["trialogue", "serve", "--host", "0.0.0.0", "--port", "8765", "--starter"]
