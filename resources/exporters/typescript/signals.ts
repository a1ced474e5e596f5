{{#signals}}

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
{{/signals}}
