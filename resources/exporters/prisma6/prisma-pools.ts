{{#header}}
// {{line|comment}}
{{/header}}

import { PrismaClient } from '@prisma/client'

/** Parameters of the pool's own DATABASE_URL. Whole seconds; Prisma silently drops unknown keys. */
interface PoolSettings {
  name: string // in the plan
  application_name: string // in pg_stat_activity
  connection_limit: number
  pool_timeout: number // waiting for a free connection; then P2024
  connect_timeout: number // opening one
  max_idle_connection_lifetime: number // 0: never
  max_connection_lifetime: number // 0: never
  statement_timeout: number | false // milliseconds; false: the server's default
}

/** One entry per pool. The first is the default pool, `prisma`. */
const settings: readonly PoolSettings[] = [
{{#pools}}
  {
    name: {{name|ts}},
    application_name: {{applicationName|ts}},
    connection_limit: {{max|int}},
    pool_timeout: {{acquire|int}},
    connect_timeout: {{connect|int}},
    max_idle_connection_lifetime: {{idle|int}},
    max_connection_lifetime: {{lifetime|int}},
    statement_timeout: {{statement|raw}},
  },
{{/pools}}
]

interface ClientPool {
  readonly number: number // from 1, as in the log
  readonly prisma: PrismaClient
  readonly running: () => number // operations and transactions that have begun and not ended
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

/** DATABASE_URL with the settings of one pool, which replace its own. */
function poolUrl({ name: _, statement_timeout, ...parameters }: PoolSettings): string {
  const url = databaseUrl()
  // The statement timeout has no key: it is sent as a startup option, after the existing ones.
  const own = statement_timeout === false ? '' : `-c statement_timeout=${statement_timeout}`
  const options = [parameter(url, 'options'), own].filter(Boolean).join(' ')
  return withParameters(url, { ...parameters, options: options || undefined, statement_timeout: undefined })
}

function makePool(config: PoolSettings, index: number): ClientPool {
  const number = index + 1
  const plain = makeClient(poolUrl(config), number)
  plain.$connect().catch((error: unknown) => {
    console.error(`[Pool ${number}] Initial connection error (${config.name}): ${reason(error)}`)
  }) // the other pools continue, and this one tries again with its next request
  return counted(plain, number)
}

function makeClient(datasourceUrl: string, number: number): PrismaClient {
  if (!/^(1|true|yes|on)$/i.test(process.env['ENABLE_QUERY_LOGGING'] ?? '')) return new PrismaClient({ datasourceUrl })
  const prisma = new PrismaClient({ datasourceUrl, log: [{ emit: 'event', level: 'query' }] })
  prisma.$on('query', event => console.log(`[Pool ${number}] ${event.duration} ms ${event.query}`)) // parameters are data: not logged
  return prisma as unknown as PrismaClient
}

/** Counts what runs, as the engine does not tell: for the shutdown, and for policies that look at the load. */
function counted(plain: PrismaClient, number: number): ClientPool {
  let running = 0
  const count = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
    }
  }
  const extended = plain.$extends({ query: { $allOperations: ({ args, query }) => count(() => query(args)) } })
  const prisma = extended as unknown as PrismaClient
  const transaction = prisma.$transaction.bind(prisma) as (...given: unknown[]) => Promise<unknown>
  Object.assign(prisma, { $transaction: (...given: unknown[]) => count(() => transaction(...given)) })
  return { number, prisma, running: () => running }
}

/** Kept across hot reloads, so that pools are not opened twice. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartPools?: State }
const state: State = (holder.poolwartPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients in plan order, for code that chooses its pool itself. */
export const pools: readonly PrismaClient[] = state.pools.map(pool => pool.prisma)

/** The default pool, for code that was written for one client. */
export const prisma: PrismaClient = state.pools[0]!.prisma
export default prisma
{{#usesLoad}}

/** How full a pool is: 1 when as many operations run as it has connections, more when some wait. */
const load = ({ number, running }: ClientPool) => running() / settings[number - 1]!.connection_limit
{{/usesLoad}}

{{>typescript/routing.ts}}

/** What runs or waits in each pool, now. Prisma 6 does not tell the two apart without its metrics. */
export function poolStats() {
  return state.pools.map(({ number, running }) => ({
    number,
    applicationName: settings[number - 1]!.application_name,
    running: running(),
  }))
}

async function close(ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  const isBusy = () => state.pools.some(pool => pool.running() > 0)
  while (isBusy() && Date.now() < deadline) await sleep(20)
  const served = !isBusy()
  await Promise.race([Promise.allSettled(state.pools.map(pool => pool.prisma.$disconnect())), sleep(1_000)])
  return served
}

/**
 * Gives out no client any more, waits at most `ms` for the requests that run or wait, then disconnects all pools at once
 * (at most one second). Resolves to whether every request was served. A second call waits for the first. A client that someone kept
 * would connect again with its next query: leave the process soon.
 */
export function disconnectAll(ms = 10_000): Promise<boolean> {
  return (state.closing ??= close(ms))
}
{{>typescript/signals.ts}}
