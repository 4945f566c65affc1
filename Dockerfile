# newslint in a small image: docker run --rm -v "$PWD:/work:ro" newslint
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/newslint && /opt/newslint/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check /source \
    && /opt/newslint/bin/python -m pip uninstall --quiet --yes pip

FROM python:3.13-slim
RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends git > /dev/null && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --uid 10001 --no-create-home newslint
COPY --from=build /opt/newslint /opt/newslint
ENV PATH="/opt/newslint/bin:$PATH" HOME=/tmp
USER 10001
WORKDIR /work
ENTRYPOINT ["newslint"]
