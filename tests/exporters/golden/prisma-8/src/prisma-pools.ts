// Written by Poolwart 0.1.0 on 2026-02-03 for Prisma 8 with node-postgres, experimental: release
// candidate 8.0.0-rc.13, names may change (for Node 24 or later; tested with @prisma/orm-postgres
// 8.0.0-rc.13 and pg 8.22.0 on Node 20).
// Plan: 5 pools x 12, round-robin.
// Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
// Limitations of this target (not supported, different meaning) and chosen defaults:
// - prisma-8 (chosen default): Experimental: Prisma 8 is a release candidate, and the names of its
//   packages and functions may change. Tested: the pools and queries of @prisma/orm-postgres
//   8.0.0-rc.13 with a contract written by its own emitter, on Node 20 or later. Not tested: the
//   command line of Prisma 8, and Node 24, its intended version.
// - verifyMarker (different meaning): Prisma 8 compares the contract with the database in a client's
//   first query; if that query gets no connection, the client fails permanently. The file omits the
//   comparison: check the contract when you deploy.
// - connect_timeout (not supported): One field, connectionTimeoutMillis, limits both waiting for a
//   slot and opening a connection: connecting may take the acquire timeout, 20s, instead of 5s.
// - max_lifetime (different meaning): The lifetime has no jitter: connections opened together are
//   closed together after 30m.
// - minimum_idle (different meaning): node-postgres's min opens no connections; it only exempts them
//   from the idle timeout. The file opens 12 per pool at start; a connection lost later is opened
//   again on demand.
// - startup parameters (chosen default): statement_timeout is sent as a startup parameter. PgBouncer
//   refuses it unless ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use
//   ALTER ROLE … SET statement_timeout instead.
// - acquire_timeout (different meaning): A request that times out fails with node-postgres's
//   “timeout exceeded when trying to connect”; the code P2024 of Prisma 6 no longer exists.

import pg from 'pg'
import postgres, { type PostgresClient } from '@prisma/orm-postgres/runtime'
// `prisma contract emit` writes both files; change these two lines if yours are elsewhere.
import type { Contract } from './prisma/contract'
import contractJson from './prisma/contract.json' with { type: 'json' }

export type Db = PostgresClient<Contract>

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

/** One entry per pool. The first is the default pool, `db`. */
const settings: readonly PoolSettings[] = [
  {
    name: 'pool-1',
    application_name: 'shop-p0',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-2',
    application_name: 'shop-p1',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-3',
    application_name: 'shop-p2',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-4',
    application_name: 'shop-p3',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
  {
    name: 'pool-5',
    application_name: 'shop-p4',
    max: 12,
    min: 12,
    connectionTimeoutMillis: 20000,
    idleTimeoutMillis: 300000,
    maxLifetimeSeconds: 1800,
    statement_timeout: 30000,
  },
]

interface ClientPool {
  readonly number: number // from 1, as in the log
  readonly db: Db
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
  // Verifying the marker would be part of the first query, and its failure would disable the client permanently (rc.13).
  return { number, db: postgres<Contract>({ contractJson, pg: pool, verifyMarker: false }), pool, open }
}

/** Kept across hot reloads, so that pools are not opened twice. A change of the settings needs a restart. */
const holder = globalThis as typeof globalThis & { poolwartDbPools?: State }
const state: State = (holder.poolwartDbPools ??= { pools: settings.map(makePool), turn: 0, credit: 0 })

/** All clients in plan order, for code that chooses its pool itself. */
export const pools: readonly Db[] = state.pools.map(pool => pool.db)

/** The default pool, for code that was written for one client. */
export const db: Db = state.pools[0]!.db
export default db

function pick(): ClientPool {
  return state.pools[state.turn++ % state.pools.length]!
}

/**
 * The client for one request, chosen by the plan's policy (round-robin). Take it once per request and keep it: a
 * transaction runs on the client whose transaction() is called.
 */
export function getDb(): Db {
  if (state.closing) throw new Error('The database pools are closing: none is given out any more.')
  return pick().db
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

async function end({ db, pool, open }: ClientPool): Promise<void> {
  await db.close() // does not close a pool that was passed to it
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

// The first SIGTERM or SIGINT closes the pools and exits: 0 if all requests were served, 1 if some were cut. The second
// exits at once. Poolwart's option signals=no omits this, for an application with its own handlers.
function onSignal(signal: 'SIGTERM' | 'SIGINT'): void {
  if (state.signalled) process.exit(signal === 'SIGINT' ? 130 : 143)
  state.signalled = true
  void disconnectAll().then(served => process.exit(served ? 0 : 1))
}

if (!state.listening) {
  state.listening = true // once, even if this module is reloaded
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
}
