FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# better-sqlite3 brings prebuilt binaries: no install script is needed.
RUN npm ci --omit=dev --ignore-scripts
COPY src ./src
RUN rm -rf src/playground

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data HEALTH_PORT=8080 NODE_COMPILE_CACHE=/cache
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src ./src
COPY package.json manifest.yml LICENSE ./
COPY bin ./bin
COPY scripts/backup.ts ./scripts/
RUN install -d -o node -g node /data /cache
USER node
# Fills the cache of compiled code: without settings it says what is missing, and ends.
RUN node bin/errand.js 2>/dev/null || test -n "$(ls /cache)"
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--v8-pool-size=1", "bin/errand.js"]
