// settings of one pool, as in the plan.
type settings struct {
	name            string
	applicationName string // in pg_stat_activity
	size            int
	minimum         int           // {{minimumMeaning|comment}}
	acquire         time.Duration // waiting for a connection and opening one, together
	connect         string        // whole seconds
	statement       string        // milliseconds; "": the server's default
	idle            time.Duration{{#zeroIsNever}} // 0: never{{/zeroIsNever}}
	lifetime        time.Duration{{#zeroIsNever}} // 0: never{{/zeroIsNever}}
{{#jitter}}
	jitter          time.Duration // on top of the lifetime, at random
{{/jitter}}
}

// One entry per pool. The first is the default pool.
var plan = []settings{
{{#pools}}
	{
		name:            {{name|go}},
		applicationName: {{applicationName|go}},
		size:            {{size|int}},
		minimum:         {{minimum|int}},
		acquire:         {{acquire|raw}},
		connect:         "{{connect|int}}",
		statement:       "{{statement|raw}}",
		idle:            {{idle|raw}},
		lifetime:        {{lifetime|raw}},
{{#jitter}}
		jitter:          {{jitterTime|raw}},
{{/jitter}}
	},
{{/pools}}
}
