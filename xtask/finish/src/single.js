/** A page of one file: what a server would send is in it, and its modules find one another by the addresses they would have. */

const held = document.getElementById('files');
const files = JSON.parse(held.textContent);
const { place } = held.dataset;
const kinds = { js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml', wasm: 'application/wasm' };
const kind = (path) => kinds[path.split('.').pop()];
/** Instances of a WebAssembly module that may replace broken ones. */
const INSTANCES = 9;

const imports = {};
for (const [path, text] of Object.entries(files)) {
  if (!path.endsWith('.js')) continue;
  const script = new Blob([text], { type: kind(path) });
  imports[place + path] = URL.createObjectURL(script);
  if (!path.startsWith('wasm/')) continue;
  for (let instance = 1; instance <= INSTANCES; instance += 1) imports[`${place}${path}?instance=${instance}`] = URL.createObjectURL(script);
}
const map = document.createElement('script');
map.type = 'importmap';
map.nonce = held.dataset.nonce;
map.textContent = JSON.stringify({ imports });
document.head.append(map);

const elsewhere = window.fetch;
window.fetch = async (resource, options) => {
  const url = String(resource);
  const path = url.startsWith(place) ? url.slice(place.length) : '';
  if (!(path in files)) return elsewhere(resource, options);
  const headers = { 'content-type': kind(path) };
  if (!path.endsWith('.wasm')) return new Response(files[path], { headers });
  const packed = await elsewhere(`data:application/gzip;base64,${files[path]}`);
  return new Response(packed.body.pipeThrough(new DecompressionStream('gzip')), { headers });
};

import(`${place}www/page/main.js`).catch((error) => {
  document.getElementById('main').textContent = `Saddleback could not start: ${error.message}`;
});
