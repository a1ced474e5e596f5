class _Router:
    """Chooses by the plan's policy, {{policy|comment}}. Any thread may call it."""

    def __init__(self, pools{{#usesLoad}}, load{{/usesLoad}}):
        self._pools = pools
{{#usesLoad}}
        self._load = load
{{/usesLoad}}
        self._lock = threading.Lock()
{{#partialShare}}
        self._credit = 0
{{/partialShare}}
{{#roundRobin}}
        self._turn = 0
{{/roundRobin}}
{{#leastLoaded}}
        self._turn = 0
{{/leastLoaded}}
{{#weighted}}
        self._credits = [0] * len(pools)
{{/weighted}}

    def choose(self):
        with self._lock:
{{#partialShare}}
            # {{share|int}} % of the calls follow the policy, evenly mixed; the rest use the default pool. Raise it step by
            # step.
            self._credit += {{share|int}}
            if self._credit < 100:
                return self._pools[0]
            self._credit -= 100
{{/partialShare}}
{{#single}}
            return self._pools[0]
{{/single}}
{{#roundRobin}}
            self._turn = (self._turn + 1) % len(self._pools)
            return self._pools[self._turn - 1]
{{/roundRobin}}
{{#weighted}}
            # Smooth weighted round robin: each pool gains its weight; the pool with the highest credit is used and pays the sum.
            weights = [{{weights|raw}}]
            self._credits = [credit + weight for credit, weight in zip(self._credits, weights)]
            best = self._credits.index(max(self._credits))
            self._credits[best] -= sum(weights)
            return self._pools[best]
{{/weighted}}
{{#random}}
            return random.choice(self._pools)
{{/random}}
{{#powerOfTwo}}
            # The less loaded of two different pools drawn at random.
            return min(random.sample(self._pools, min(2, len(self._pools))), key=self._load)
{{/powerOfTwo}}
{{#leastLoaded}}
            # min() returns the first of equals, so ties rotate.
            self._turn = (self._turn + 1) % len(self._pools)
            return min(self._pools[self._turn - 1 :] + self._pools[: self._turn - 1], key=self._load)
{{/leastLoaded}}
