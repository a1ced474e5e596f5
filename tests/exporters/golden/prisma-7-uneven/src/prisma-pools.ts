// OVER BUDGET: the fleet needs 1044 connections, but the server has 97 available. The rest will be
//              refused (SQLSTATE 53300).
// Written by Poolwart 0.1.0 on 2026-02-03 for Prisma 7 with node-postgres (tested with prisma 7.10.0,
// pg 8.23.1, Node 20.19 or later).
// Plan: 87 slots in 3 pools, least-loaded, 30 % of the requests spread, the rest to pool 1.
// Budget: (2 replicas + 1 surge) x 4 processes x 87 slots in 3 pools = 1044 of 97 usable connections
// (max_connections 100, 3 reserved).
// Measured on 2026-02-02 over 10 s: 51234 requests/s, p99 2.35 ms (1.20 ms including waiting for a
// slot), 1 timeout.
// Limitations of this target (not supported, different meaning) and chosen defaults:
// - connect_timeout (not supported): One field, connectionTimeoutMillis, limits both waiting for a
//   slot and opening a connection: connecting may take the acquire timeout, 20s (pool-1, pool-3),
//   1500ms (a"b'c\d#e;f%g${h}ü), instead of 5s (pool-1, pool-3), 2500ms (a"b'c\d#e;f%g${h}ü).
// - max_lifetime (different meaning): The lifetime has no jitter: connections opened together are
//   closed together after 30m (pool-1), 90500ms (a"b'c\d#e;f%g${h}ü), none (pool-3).
// - minimum_idle (different meaning): node-postgres's min opens no connections; it only exempts them
//   from the idle timeout. The file opens 2 (pool-1), 0 (a"b'c\d#e;f%g${h}ü), 40 (pool-3) per pool at
//   start; a connection lost later is opened again on demand.
// - startup parameters (chosen default): statement_timeout is sent as a startup parameter. PgBouncer
//   refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use
//   ALTER ROLE … SET statement_timeout instead.
// - statement_timeout (different meaning): “None” sends no setting: the value of ALTER ROLE, ALTER
//   DATABASE or the server applies.
// - sslmode (chosen default): node-postgres treats “require” as verify-full; uselibpqcompat=true
//   in the URL gives it libpq's meaning.
// - acquire_timeout (different meaning): A request that times out fails with node-postgres's
//   “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 no longer exists.
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

import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client.js'

interface PoolSettings {
  name: string // in the plan
  application_name: string // in pg_stat_activity
  max: number
  min: number // opened at start and exempt from the idle timeout
  connectionTimeoutMillis: number // waiting for a free connection and opening one, together
  idleTimeoutMillis: number // 0: never
  maxLifetimeSeconds: number // 0: never
  statement_timeout: number | false // milliseconds; false: the server's default
}

/** One entry per pool. The first is the default pool, `prisma`. */
const settings: readonly PoolSettings[] = [
  {
    name: 'pool-1',
    application_name: 'büro\'s-p0',
    max: 40,
    min: 2,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'a"b\'c\\d#e;f%g${h}ü',
    application_name: 'büro\'s-p1',
    max: 7,
    min: 0,
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 90.5,
    statement_timeout: 250,
  },
  {
    name: 'pool-3',
    application_name: 'büro\'s-p2',
    max: 40,
    min: 40,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 0,
    statement_timeout: false,
  },
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

function openPool({ name, ...config }: PoolSettings, number: number): { pool: pg.Pool; open: Set<pg.PoolClient> } {
  // node-postgres prefers the URL to the settings above, so these are removed from it.
  const connectionString = withParameters(databaseUrl(), { application_name: undefined, statement_timeout: undefined })
  const pool = new pg.Pool({ ...config, connectionString, keepAlive: true })
  const open = new Set<pg.PoolClient>()
  pool.on('connect', client => {
    open.add(client)
    client.once('end', () => open.delete(client))
    // Without listeners a connection that the server ends would end the process. This one covers a lent
    // connection between two statements; its user sees the error at the next statement.
    client.on('error', () => {})
  })
  // This one covers idle connections.
  pool.on('error', error => console.error(`[Pool ${number}] Idle connection lost: ${reason(error)}`))
  void openMinimum(pool, config.min, number, name)
  return { pool, open }
}

/** node-postgres opens connections only on demand, so this opens the minimum, at least one to see a failure early. */
async function openMinimum(pool: pg.Pool, min: number, number: number, name: string): Promise<void> {
  const opening = Array.from({ length: Math.max(1, min) }, async () => (await pool.connect()).release())
  for (const result of await Promise.allSettled(opening)) {
    if (result.status === 'fulfilled') continue
    console.error(`[Pool ${number}] Initial connection error (${name}): ${reason(result.reason)}`)
    return // the other pools continue, and this one tries again with its next request
  }
}

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

/** Fill level of a pool: 1 when every connection is in use, more when requests wait. */
const load = ({ pool }: ClientPool) => (pool.waitingCount + pool.totalCount - pool.idleCount) / (pool.options.max ?? 10)

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

/** Current number in use, idle and waiting, per pool. */
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
  do await sleep(20) // also covers calls that have not reached their pool yet
  while (state.pools.some(isBusy) && Date.now() < deadline)
  const served = !state.pools.some(isBusy)
  if (!served) {
    // The server continues a cut statement until it notices, at the latest at statement_timeout.
    for (const client of state.pools.flatMap(pool => [...pool.open])) void (client as unknown as pg.Client).end()
  }
  await Promise.race([Promise.allSettled(state.pools.map(end)), sleep(1_000)])
  return served
}

/**
 * Refuses new requests, waits at most `ms` for running and waiting ones, then closes all pools at once
 * (at most one second). Resolves to whether every request was served. A second call waits for the first.
 */
export function disconnectAll(ms = 10_000): Promise<boolean> {
  return (state.closing ??= close(ms))
}
