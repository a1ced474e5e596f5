// ErrClosing is returned by Acquire after Close was called.
var ErrClosing = errors.New("the database pools are closing: no connection is given out any more")

// Pools holds all pools of the plan. Its methods may be called from any goroutine.
type Pools struct {
	entries []*entry

	mu      sync.Mutex // guards the following fields; never held while waiting
	closing bool
{{#partialShare}}
	credit  int
{{/partialShare}}
{{#usesTurn}}
	turn    int
{{/usesTurn}}
{{#usesRandom}}
	random  *rand.Rand
{{/usesRandom}}
}

// entry is one pool.
type entry struct {
	settings
	number  int // from 1, as in the log
	pool    *{{poolType|raw}}
	sockets *sockets
	waiting atomic.Int64 // callers of Acquire that have no connection yet
{{#weighted}}
	credit  int          // credit of the weighted policy; guarded by mu of Pools
{{/weighted}}
}

// Open creates all pools and returns at once; the connections are opened in the background. A pool that cannot connect
// logs the error and does not stop the others. Call it once at the start, and Close at the end and on SIGTERM.
func Open() (*Pools, error) {
	pools := new(Pools)
{{#usesRandom}}
	pools.random = rand.New(rand.NewSource(time.Now().UnixNano()))
{{/usesRandom}}
	for i, one := range plan {
		e := &entry{settings: one, number: i + 1, sockets: &sockets{open: map[*socket]bool{}}}
		if err := e.open(); err != nil {
			pools.Close(0)
			return nil, fmt.Errorf("[Pool %d] %w", e.number, err)
		}
		pools.entries = append(pools.entries, e)
	}
	for _, e := range pools.entries {
		go e.openMinimum()
	}
	return pools, nil
}

// All returns the pools in plan order, for code that chooses its pool itself. A call that does not use Acquire
// waits as long as its own context allows.
func (p *Pools) All() []*{{poolType|raw}} {
	all := make([]*{{poolType|raw}}, 0, len(p.entries))
	for _, e := range p.entries {
		all = append(all, e.pool)
	}
	return all
}

// Default returns the default pool, for code that was written for one pool.
func (p *Pools) Default() *{{poolType|raw}} {
	return p.entries[0].pool
}

// Acquire takes a connection for one piece of work from a pool by the plan's policy ({{policy|comment}}). It waits for the
// acquire timeout of that pool, or less if ctx ends before. Return the connection with {{release|raw}}().
func (p *Pools) Acquire(ctx context.Context) (*{{connType|raw}}, error) {
	e, err := p.pick()
	if err != nil {
		return nil, err
	}
	return e.take(ctx)
}

func (e *entry) take(ctx context.Context) (*{{connType|raw}}, error) {
	bounded, cancel := context.WithTimeout(ctx, e.acquire)
	defer cancel()
	e.waiting.Add(1)
	conn, err := e.pool.{{take|raw}}(bounded)
	e.waiting.Add(-1)
	if err == nil {
		return conn, nil
	}
	if bounded.Err() != nil && ctx.Err() == nil {
		return nil, fmt.Errorf("[Pool %d] no connection within %v, %d of %d in use, %d waiting: %w",
			e.number, e.acquire, e.inUse(), e.size, e.waiting.Load(), err)
	}
	return nil, fmt.Errorf("[Pool %d] %w", e.number, err)
}

// openMinimum opens {{opensAtStart|comment}}, at least one connection, so that a failure is seen early.
func (e *entry) openMinimum() {
	type result struct {
		conn *{{connType|raw}}
		err  error
	}
	count := {{countAtStart|raw}}
{{^opensOne}}
	if count < 1 {
		count = 1
	}
{{/opensOne}}
	results := make(chan result, count)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // connect_timeout ends each attempt before
	defer cancel()
	for i := 0; i < count; i++ {
		go func() {
			conn, err := e.pool.{{take|raw}}(ctx)
			results <- result{conn, err}
		}()
	}
	var failure error
	for i := 0; i < count; i++ {
		if one := <-results; one.err != nil {
			failure = one.err
		} else {
			defer one.conn.{{release|raw}}() // after all are open, so that no connection is used twice
		}
	}
	if failure != nil {
		log.Printf("[Pool %d] Initial connection error (%s): %v", e.number, e.name, failure)
	}
}

{{>go/routing.go}}

// Stat is the current state of a pool.
type Stat struct {
	Number          int // from 1
	ApplicationName string
	InUse           int
	Idle            int
	Waiting         int // in Acquire
}

// Stats returns a Stat for each pool, in plan order.
func (p *Pools) Stats() []Stat {
	stats := make([]Stat, 0, len(p.entries))
	for _, e := range p.entries {
		stats = append(stats, Stat{e.number, e.applicationName, e.inUse(), e.idleNow(), int(e.waiting.Load())})
	}
	return stats
}

// Close refuses new calls, waits at most limit for running and waiting ones, then closes all pools at once (at most one
// second). Returns whether every connection was returned. A cut call ends with an error; the server continues
// its statement until it notices, at the latest at statement_timeout.
func (p *Pools) Close(limit time.Duration) bool {
	p.mu.Lock()
	p.closing = true
	p.mu.Unlock()
	served := p.wait(limit, func(e *entry) bool { return e.inUse() == 0 && e.waiting.Load() == 0 })
	for _, e := range p.entries {
		if !served {
			for _, one := range e.sockets.list() {
				_ = one.Close()
			}
		}
		go e.pool.Close() // which may wait for the last connection
	}
	p.wait(time.Second, func(e *entry) bool { return len(e.sockets.list()) == 0 })
	return served
}

// wait returns whether the condition became true for all pools in time.
func (p *Pools) wait(limit time.Duration, isSo func(*entry) bool) bool {
	deadline := time.Now().Add(limit)
	for _, e := range p.entries {
		for !isSo(e) {
			if !time.Now().Before(deadline) {
				return false
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return true
}
