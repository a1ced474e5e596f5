// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for Prisma 6's native engine, which npm does not carry, and for nothing else: the real client, its real query
// compiler and a real server, with the keys of the URL put into pg.Pool as Prisma's documentation maps them. What it
// cannot prove is that the engine reads those keys so.
const { PrismaClient: Real } = require('../../../../../node_modules/@prisma/client')
const { PrismaPg } = require('../../../../../node_modules/@prisma/adapter-pg')

exports.PrismaClient = class {
  constructor({ datasourceUrl, ...rest }) {
    const keys = new URL(datasourceUrl).searchParams
    const seconds = key => Number(keys.get(key)) * 1000
    return new Real({
      ...rest,
      adapter: new PrismaPg({
        connectionString: datasourceUrl,
        max: Number(keys.get('connection_limit')),
        connectionTimeoutMillis: seconds('pool_timeout'),
        idleTimeoutMillis: seconds('max_idle_connection_lifetime'),
        maxLifetimeSeconds: Number(keys.get('max_connection_lifetime')),
      }),
    })
  }
}
