{{#header}}
// {{line|comment}}
{{/header}}

import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client{{extension|raw}}'

{{>typescript/pg-settings.ts}}

interface ClientPool {
  readonly number: number // from 1, as in the log
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  readonly open: Set<pg.PoolClient>
}

interface State {
  readonly pools: readonly ClientPool[]
  turn: number
  credit: number
  closing?: Promise<boolean>
  signalled?: boolean
  listening?: boolean
}

{{>typescript/helpers.ts}}

{{>typescript/parameter.ts}}

{{>typescript/pg-open.ts}}

function makePool(config: PoolSettings, index: number): ClientPool {
  const number = index + 1
  const { pool, open } = openPool(config, number)
  const prisma = makeClient(makeAdapter(pool, number, parameter(databaseUrl(), 'schema')), number)
  return { number, prisma, pool, open }
}

function makeAdapter(pool: pg.Pool, number: number, schema: string | undefined): PrismaPg {
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, ...(schema ? { schema } : {}) })
  const connect = adapter.connect.bind(adapter)
  adapter.connect = async () => {
    // A disconnected client would silently open a second pool at its next query.
    if (pool.ending) throw new Error(`[Pool ${number}] The pool is closed.`)
    const connection = await connect()
    if (connection.underlyingDriver() !== pool) {
      throw new Error(`[Pool ${number}] Two copies of "pg" are installed, so the pool was not taken. See "npm ls pg", then "npm dedupe".`)
    }
    return connection
  }
  return adapter
}

function makeClient(adapter: PrismaPg, number: number): PrismaClient {
  if (!/^(1|true|yes|on)$/i.test(process.env['ENABLE_QUERY_LOGGING'] ?? '')) return new PrismaClient({ adapter })
  const prisma = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  prisma.$on('query', event => console.log(`[Pool ${number}] ${event.duration} ms ${event.query}`)) // parameters are data: not logged
  return prisma as unknown as PrismaClient
}

/** Kept across hot reloads, so that pools are not opened twice. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartPools?: State }
const state: State = (holder.poolwartPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients in plan order, for code that chooses its pool itself. */
export const pools: readonly PrismaClient[] = state.pools.map(pool => pool.prisma)

/** The default pool, for code that was written for one client. */
export const prisma: PrismaClient = state.pools[0]!.prisma
export default prisma
{{>typescript/pg-load.ts}}

{{>typescript/routing.ts}}

{{>typescript/pg-stats.ts}}

async function end({ prisma, pool, open }: ClientPool): Promise<void> {
  await prisma.$disconnect() // ends the pool too, if the client has ever used it
  if (!pool.ending) await pool.end()
  while (open.size > 0) await sleep(5) // end() does not wait for its sockets
}

{{>typescript/pg-close.ts}}
{{>typescript/signals.ts}}
