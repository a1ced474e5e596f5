// OVER BUDGET: the fleet needs 1044 connections, but the server has 97 available. The rest will be
//              refused (SQLSTATE 53300).
// Written by Poolwart 0.1.0 on 2026-02-03 for Prisma 5.2 to 6, with its own engine (types checked with
// 6.19.3).
// Plan: 87 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
// Budget: (2 replicas + 1 surge) x 4 processes x 87 slots in 3 pools = 1044 of 97 usable connections
// (max_connections 100, 3 reserved).
// Measured on 2026-02-02 over 10 s: 51234 requests/s, p99 2.35 ms (1.20 ms including waiting for a
// slot), 1 timeout.
// Limitations of this target (not supported, different meaning) and chosen defaults:
// - acquire_timeout (different meaning): Whole seconds only, rounded up: 1500ms → 2s
//   (a"b'c\d#e;f%g${h}ü).
// - connect_timeout (different meaning): Whole seconds only, rounded up: 2500ms → 3s
//   (a"b'c\d#e;f%g${h}ü).
// - max_lifetime (different meaning): Whole seconds only, rounded up: 90500ms → 91s
//   (a"b'c\d#e;f%g${h}ü).
// - minimum_idle (not supported): Prisma 6 opens one connection per pool at start and the others on
//   demand; it does not keep 2 (pool-1), 0 (a"b'c\d#e;f%g${h}ü), 40 (pool-3) open.
// - statement_timeout (different meaning): “None” sends no setting: the value of ALTER ROLE, ALTER
//   DATABASE or the server applies.
// - startup parameters (chosen default): statement_timeout is sent in the startup parameter
//   “options”. PgBouncer refuses it unless ignore_startup_parameters lists it, and otherwise drops
//   it: behind PgBouncer use ALTER ROLE … SET statement_timeout instead.
// - policy (different meaning): The engine does not report how many connections are in use: the load
//   of a pool is the number of operations that have begun and not ended.
// - application_name (different meaning): The server shows a character outside ASCII as “?” (up to
//   PostgreSQL 15) or as \x and two digits per byte.
// - queue_limit (not supported): The queue has no limit here (plan: none (pool-1, pool-3), 100
//   (a"b'c\d#e;f%g${h}ü)); requests wait until the acquire timeout instead of being rejected at once.
// - policy (different meaning): least-loaded: the value is in the source code, which the import does
//   not read.
// - migration_share (different meaning): 30 %: the value is in the source code, which the import does
//   not read.
// - fleet (not supported): 2 replicas, 1 surge, 4 processes: used only for the budget line.
// - findUnique (chosen default): Prisma batches the findUnique calls of one tick into one statement,
//   but only within a client. Measured with Prisma 7.10: 19,000 to 31,000 calls per second with one
//   client, 6,600 to 7,000 spread over five; findFirst, which is not batched, hardly changed. Call
//   getPrisma() once per request and keep its client.

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
  {
    name: 'pool-1',
    application_name: 'büro\'s-p0',
    connection_limit: 40,
    pool_timeout: 20,
    connect_timeout: 5,
    max_idle_connection_lifetime: 300,
    max_connection_lifetime: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'a"b\'c\\d#e;f%g${h}ü',
    application_name: 'büro\'s-p1',
    connection_limit: 7,
    pool_timeout: 2,
    connect_timeout: 3,
    max_idle_connection_lifetime: 0,
    max_connection_lifetime: 91,
    statement_timeout: 250,
  },
  {
    name: 'pool-3',
    application_name: 'büro\'s-p2',
    connection_limit: 40,
    pool_timeout: 20,
    connect_timeout: 5,
    max_idle_connection_lifetime: 300,
    max_connection_lifetime: 0,
    statement_timeout: false,
  },
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

function databaseUrl(): string {
  const url = process.env['DATABASE_URL']
  if (!url) {
    throw new Error('DATABASE_URL is not set. Write it as postgresql://user:password@host:5432/database, see .env.example.')
  }
  if (!/^postgres(ql)?:\/\//i.test(url)) {
    throw new Error('DATABASE_URL is not a PostgreSQL URL. It must begin with postgresql:// or postgres://.')
  }
  return url
}

const decoded = (text: string) => { try { return decodeURIComponent(text) } catch { return text } }

/** Sets parameters of the URL, or removes those that are undefined; the others keep their bytes and their order. */
function withParameters(url: string, wanted: Record<string, string | number | undefined>): string {
  const [, base = url, query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  const kept = query.split('&').filter(pair => pair !== '' && !(decoded(pair.split('=', 1)[0]!) in wanted))
  for (const [key, value] of Object.entries(wanted)) {
    if (value !== undefined) kept.push(`${key}=${encodeURIComponent(value)}`)
  }
  return base + (kept.length > 0 ? `?${kept.join('&')}` : '') + fragment
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** The error in one line; an error for all addresses of a host contains the single reasons. */
function reason(error: unknown): string {
  const inner = (error as { errors?: unknown[] } | null)?.errors?.[0]
  if (inner !== undefined) return reason(inner)
  return error instanceof Error ? error.message || error.name : String(error)
}

/** The last value of a parameter of the URL, decoded. */
function parameter(url: string, key: string): string | undefined {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''
  const found = query.split('&').filter(pair => decoded(pair.split('=', 1)[0]!) === key).pop()
  return found === undefined ? undefined : decoded(found.slice(found.indexOf('=') + 1 || found.length))
}

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

/** How full a pool is: 1 when as many operations run as it has connections, more when some wait. */
const load = ({ number, running }: ClientPool) => running() / settings[number - 1]!.connection_limit

function pick(): ClientPool {
  // Ties rotate: the calls of one tick see the same load and must not all use the first pool.
  const count = state.pools.length
  const start = state.turn++
  let best = state.pools[start % count]!
  for (let step = 1; step < count; step++) {
    const other = state.pools[(start + step) % count]!
    if (load(other) < load(best)) best = other
  }
  return best
}

/**
 * The client for one request, chosen by the plan's policy (least-loaded). Take it once per request and keep it: the
 * calls of a transaction must stay on one client, and Prisma batches the findUnique calls of one tick by client only.
 */
export function getPrisma(): PrismaClient {
  if (state.closing) throw new Error('The database pools are closing: none is given out any more.')
  // 30 % of the calls follow the policy, evenly mixed; the rest use the default pool. Raise it step by step.
  state.credit += 30
  if (state.credit < 100) return prisma
  state.credit -= 100
  return pick().prisma
}

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
