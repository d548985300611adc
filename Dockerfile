# The suite with its own Chromium, for runs in containers:
#   docker build -t desk-studio-performance .
#   chmod a+rwx reports
#   docker run --rm --init --ipc=host -v "$PWD/reports:/suite/reports" desk-studio-performance smoke development
# How to read the reports, which belong to the user of the image: docs/containers.md.
# The version of the image is that of @playwright/test in package.json, which a test checks.
FROM mcr.microsoft.com/playwright:v1.65.1-noble AS packages
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
# The image has the browsers already, and nothing in the container needs npm's cache again.
RUN npm ci --include=dev --no-audit --no-fund && npm cache clean --force

FROM mcr.microsoft.com/playwright:v1.65.1-noble
ENV CI=true OUTPUT_DIR=/suite/reports
WORKDIR /suite
COPY --from=packages /suite/node_modules ./node_modules
COPY . .
# The lock file must not look newer than the packages, and the user of the image writes reports only.
RUN touch node_modules/.package-lock.json && chown pwuser:pwuser reports
USER pwuser
VOLUME /suite/reports
ENTRYPOINT ["./scripts/run-load-tests.sh"]
CMD ["smoke", "development", "--ci"]
