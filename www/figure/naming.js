/** Which parameter a name means: addresses are typed by hand, HTML knows no capitals, and some languages no dots. */

/** @param {string} name */
const plain = (name) => name.toLowerCase().replace(/[._]/g, '-');

/**
 * The declared id that a name means, or the name itself where it means none or more than one.
 * @param {string} name
 * @param {string[]} ids
 */
export function named(name, ids) {
  if (ids.includes(name)) return name;
  const alike = ids.filter((id) => plain(id) === plain(name));
  return (alike.length === 1 ? alike[0] : undefined) ?? name;
}

/** How many letters must change to make one text of the other; two neighbours that change places count once. @param {string} a @param {string} b */
function distance(a, b) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const cost = (/** @type {number} */ i, /** @type {number} */ j) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = cost(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cost(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, changed, swapped));
    }
  }
  return cost(a.length, b.length);
}

/**
 * The id of which a name is a slip of the pen; none where the name is somebody else's business, such as `utm_source`.
 * @param {string} name
 * @param {string[]} ids
 * @returns {string | null}
 */
export function slip(name, ids) {
  const given = plain(name.slice(0, 60));
  const prefix = name.includes('.') ? name.slice(0, name.indexOf('.') + 1) : null;
  const family = prefix ? ids.filter((id) => id.startsWith(prefix)) : [];
  const pool = family.length > 0 ? family : ids;
  const [best] = pool.map((id) => ({ id, far: distance(given, plain(id)) })).toSorted((a, b) => a.far - b.far);
  if (!best) return null;
  const bearable = given.length < 3 ? 0 : given.length < 6 ? 1 : 2;
  return family.length > 0 || best.far <= bearable ? best.id : null;
}

/** The parameters of a text `id=value; id=value`. @param {string} text @returns {Record<string, string>} */
export function pairs(text) {
  /** @type {Record<string, string>} */
  const params = Object.create(null);
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) params[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return params;
}

/** The nearest of some names, by common pairs of letters. @param {string} given @param {string[]} names */
export function nearest(given, names) {
  const lettered = (/** @type {string} */ text) => new Set([...text].map((letter, at) => letter + (text[at + 1] ?? '')));
  const wanted = lettered(given.toLowerCase().slice(0, 60));
  const likeness = (/** @type {string} */ name) => {
    const has = lettered(name);
    return (2 * [...wanted].filter((pair) => has.has(pair)).length) / (wanted.size + has.size);
  };
  const [best] = names.toSorted((a, b) => likeness(b) - likeness(a));
  return best !== undefined && likeness(best) > 0.3 ? best : null;
}
