/** The last value of a parameter of the URL, decoded. */
function parameter(url: string, key: string): string | undefined {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''
  const found = query.split('&').filter(pair => decoded(pair.split('=', 1)[0]!) === key).pop()
  return found === undefined ? undefined : decoded(found.slice(found.indexOf('=') + 1 || found.length))
}
