/** The address that the browser shows, and its history. */

/** Writes the address. In a frame it never adds to the history, which belongs to the page around. @param {string} query @param {'push' | 'replace'} how */
export function note(query, how) {
  try {
    if (how === 'push' && window.parent === window) history.pushState(null, '', query);
    else history.replaceState(null, '', query);
  } catch {
    // Browsers limit how often an address may change, and frames without an origin cannot change theirs. The figure goes on.
  }
}
