{{#header}}
// {{line|comment}}
{{/header}}

import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client{{extension|raw}}'

interface PoolSettings {
  name: string // in the plan
  application_name: string // in pg_stat_activity
  max: number
  min: number // opened at start and kept from idling out
  connectionTimeoutMillis: number // waiting for a free connection and opening one, together
  idleTimeoutMillis: number // 0: never
  maxLifetimeSeconds: number // 0: never
  statement_timeout: number | false // milliseconds; false: what the server says
}

/** One entry a pool. The first is the default pool, `prisma`. */
const settings: readonly PoolSettings[] = [
{{#pools}}
  {
    name: {{name|ts}},
    application_name: {{applicationName|ts}},
    max: {{max|int}},
    min: {{min|int}},
    connectionTimeoutMillis: {{acquire|int}},
    idleTimeoutMillis: {{idle|int}},
    maxLifetimeSeconds: {{lifetime|decimal}},
    statement_timeout: {{statement|raw}},
  },
{{/pools}}
]

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

function makePool({ name, ...config }: PoolSettings, index: number): ClientPool {
  const number = index + 1
  const url = databaseUrl()
  // What the URL says of these would override the settings above, for node-postgres lets the URL win.
  const connectionString = withParameters(url, { application_name: undefined, statement_timeout: undefined })
  const pool = new pg.Pool({ ...config, connectionString, keepAlive: true })
  const open = new Set<pg.PoolClient>()
  pool.on('connect', client => {
    open.add(client)
    client.once('end', () => open.delete(client))
  })
  // Without a listener an idle connection that the server ends would end the process.
  pool.on('error', error => console.error(`[Pool ${number}] Idle connection lost: ${reason(error)}`))

  const prisma = makeClient(makeAdapter(pool, number, parameter(url, 'schema')), number)
  void openMinimum(pool, config.min, number, name)
  return { number, prisma, pool, open }
}

function makeAdapter(pool: pg.Pool, number: number, schema: string | undefined): PrismaPg {
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, ...(schema ? { schema } : {}) })
  const connect = adapter.connect.bind(adapter)
  adapter.connect = async () => {
    // A disconnected client would open a second pool of its own, unseen, at its next query.
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

/** node-postgres opens connections only on demand, so the minimum is opened here: at least one, to see early if it fails. */
async function openMinimum(pool: pg.Pool, min: number, number: number, name: string): Promise<void> {
  const opening = Array.from({ length: Math.max(1, min) }, async () => (await pool.connect()).release())
  for (const result of await Promise.allSettled(opening)) {
    if (result.status === 'fulfilled') continue
    console.error(`[Pool ${number}] Initial connection error (${name}): ${reason(result.reason)}`)
    return // the others go on, and this pool tries again with its next request
  }
}

/** Kept over hot reloads, which would else open all pools anew. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartPools?: State }
const state: State = (holder.poolwartPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients, in the plan's order, for work that chooses its pool itself. */
export const pools: readonly PrismaClient[] = state.pools.map(pool => pool.prisma)

/** The default pool: what code that knows one client only goes on using. */
export const prisma: PrismaClient = state.pools[0]!.prisma
export default prisma
{{#usesLoad}}

/** How full a pool is: 1 when every connection is in use, more when requests wait. */
const load = ({ pool }: ClientPool) => (pool.waitingCount + pool.totalCount - pool.idleCount) / (pool.options.max ?? 10)
{{/usesLoad}}

{{>typescript/routing.ts}}

/** In use, idle and waiting of each pool, now. */
export function poolStats() {
  return state.pools.map(({ number, pool }) => ({
    number,
    applicationName: settings[number - 1]!.application_name,
    inUse: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }))
}

const isBusy = ({ pool }: ClientPool) => pool.waitingCount > 0 || pool.totalCount > pool.idleCount

async function end({ prisma, pool, open }: ClientPool): Promise<void> {
  await prisma.$disconnect() // ends the pool too, if the client has ever used it
  if (!pool.ending) await pool.end()
  while (open.size > 0) await sleep(5) // end() does not wait for its sockets
}

async function close(ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  do await sleep(20) // also for calls that have not reached their pool yet
  while (state.pools.some(isBusy) && Date.now() < deadline)
  const served = !state.pools.some(isBusy)
  if (!served) {
    // The server goes on with a statement that was cut until it notices, at the latest at statement_timeout.
    for (const client of state.pools.flatMap(pool => [...pool.open])) void (client as unknown as pg.Client).end()
  }
  await Promise.race([Promise.allSettled(state.pools.map(end)), sleep(1_000)])
  return served
}

/**
 * Gives out no client any more, waits at most `ms` for the requests that run or wait, then closes all pools at once
 * (one second at most). True if every request was served. A second call waits for the first.
 */
export function disconnectAll(ms = 10_000): Promise<boolean> {
  return (state.closing ??= close(ms))
}
{{>typescript/signals.ts}}
