/** Workers of this distribution, on whatever page. */

import { asset } from './asset.js';

/** Starts a module of `www/figure/` as a worker. Throws where the page forbids it. @param {string} name */
export function startWorker(name) {
  // Resolved, since in the page of one file modules are kept elsewhere than they say.
  const script = new URL(import.meta.resolve(asset(`www/figure/${name}`).href));
  if (script.protocol === 'blob:' || script.origin === location.origin) return new Worker(script, { type: 'module' });
  // A worker must be of the page's own origin; a module that it imports need not.
  const wrapper = URL.createObjectURL(new Blob([`import ${JSON.stringify(script.href)};`], { type: 'text/javascript' }));
  const worker = new Worker(wrapper, { type: 'module' });
  worker.addEventListener('message', () => URL.revokeObjectURL(wrapper), { once: true });
  return worker;
}

/** The address from which a worker imports a module's glue. @param {string} name */
export const glueOf = (name) => import.meta.resolve(asset(`wasm/${name}.js`).href);
