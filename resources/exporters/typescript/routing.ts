{{#weighted}}
const weights: readonly number[] = [{{weights|raw}}]
const credits = weights.map(() => 0)

{{/weighted}}
function pick(): ClientPool {
{{#single}}
  return state.pools[0]!
{{/single}}
{{#roundRobin}}
  return state.pools[state.turn++ % state.pools.length]!
{{/roundRobin}}
{{#weighted}}
  // Smooth weighted round robin: each pool gains its weight; the pool with the highest credit is used and pays the sum.
  let best = 0
  weights.forEach((weight, index) => {
    credits[index]! += weight
    if (credits[index]! > credits[best]!) best = index
  })
  credits[best]! -= weights.reduce((sum, weight) => sum + weight)
  return state.pools[best]!
{{/weighted}}
{{#random}}
  return state.pools[Math.floor(Math.random() * state.pools.length)]!
{{/random}}
{{#powerOfTwo}}
  // The less loaded of two different pools drawn at random.
  const count = state.pools.length
  const one = Math.floor(Math.random() * count)
  const two = (one + 1 + Math.floor(Math.random() * (count - 1))) % count
  const [a, b] = [state.pools[one]!, state.pools[two]!]
  return load(b) < load(a) ? b : a
{{/powerOfTwo}}
{{#leastLoaded}}
  // Ties rotate: the calls of one tick see the same load and must not all use the first pool.
  const count = state.pools.length
  const start = state.turn++
  let best = state.pools[start % count]!
  for (let step = 1; step < count; step++) {
    const other = state.pools[(start + step) % count]!
    if (load(other) < load(best)) best = other
  }
  return best
{{/leastLoaded}}
}

/**
{{#prisma}}
 * The client for one request, chosen by the plan's policy ({{policy|comment}}). Take it once per request and keep it: the
 * calls of a transaction must stay on one client, and Prisma batches the findUnique calls of one tick by client only.
{{/prisma}}
{{#db}}
 * The client for one request, chosen by the plan's policy ({{policy|comment}}). Take it once per request and keep it: a
 * transaction runs on the client whose transaction() is called.
{{/db}}
{{#pool}}
 * The pool for one request, chosen by the plan's policy ({{policy|comment}}). The statements of a transaction need one
 * connection: take it with `await {{getter|raw}}().connect()` and release it.
{{/pool}}
 */
export function {{getter|raw}}(): {{clientType|raw}} {
  if (state.closing) throw new Error('The database pools are closing: none is given out any more.')
{{#partialShare}}
  // {{share|int}} % of the calls follow the policy, evenly mixed; the rest use the default pool. Raise it step by step.
  state.credit += {{share|int}}
  if (state.credit < 100) return {{client|raw}}
  state.credit -= 100
{{/partialShare}}
  return pick().{{client|raw}}
}
