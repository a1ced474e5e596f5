{{#weighted}}
// weights are the plan's, pool by pool.
var weights = []int{
	{{weights|raw}},
}

{{/weighted}}
func (p *Pools) pick() (*entry, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closing {
		return nil, ErrClosing
	}
{{#partialShare}}
	// {{share|int}} % of the calls follow the policy, evenly mixed; the rest use the default pool. Raise it step by step.
	p.credit += {{share|int}}
	if p.credit < 100 {
		return p.entries[0], nil
	}
	p.credit -= 100
{{/partialShare}}
{{#single}}
	return p.entries[0], nil
{{/single}}
{{#roundRobin}}
	e := p.entries[p.turn%len(p.entries)]
	p.turn++
	return e, nil
{{/roundRobin}}
{{#weighted}}
	// Smooth weighted round robin: each pool gains its weight; the pool with the highest credit is used and pays the sum.
	best, sum := p.entries[0], 0
	for index, e := range p.entries {
		e.credit += weights[index]
		sum += weights[index]
		if e.credit > best.credit {
			best = e
		}
	}
	best.credit -= sum
	return best, nil
{{/weighted}}
{{#random}}
	return p.entries[p.random.Intn(len(p.entries))], nil
{{/random}}
{{#powerOfTwo}}
	// The less loaded of two different pools drawn at random.
	one := p.random.Intn(len(p.entries))
	other := (one + 1 + p.random.Intn(len(p.entries)-1)) % len(p.entries)
	if p.entries[other].load() < p.entries[one].load() {
		return p.entries[other], nil
	}
	return p.entries[one], nil
{{/powerOfTwo}}
{{#leastLoaded}}
	// Ties rotate: simultaneous calls that see the same load must not all use the first pool.
	best := p.entries[p.turn%len(p.entries)]
	for step := 1; step < len(p.entries); step++ {
		if other := p.entries[(p.turn+step)%len(p.entries)]; other.load() < best.load() {
			best = other
		}
	}
	p.turn++
	return best, nil
{{/leastLoaded}}
}
{{#usesLoad}}

// load is the fill level of a pool: 1 when every connection is in use, more when callers wait.
func (e *entry) load() float64 {
	return float64(e.inUse()+int(e.waiting.Load())) / float64(e.size)
}
{{/usesLoad}}
