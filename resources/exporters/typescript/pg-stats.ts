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
