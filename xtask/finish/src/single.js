/** A page of one file: what a server would send is in it, and its modules find one another by the addresses they would have. */

const held = document.getElementById('files');
const files = JSON.parse(held.textContent);
const { place } = held.dataset;
const kinds = { js: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml', png: 'image/png', wasm: 'application/wasm' };
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

/** The paths of scripts by where they are kept. */
const paths = new Map(Object.entries(imports).map(([address, kept]) => [kept, address.slice(place.length)]));
const glues = Object.fromEntries([...paths].filter(([, path]) => path.startsWith('wasm/')).map(([kept, path]) => [kept, files[path]]));
/** From a disk no worker may be a module, nor load what the page has made: it is given texts, and makes its own of them. */
window.Worker = class extends Worker {
  /** @param {string | URL} script */
  constructor(script) {
    const own = files[paths.get(String(script))];
    const before = `const glues = ${JSON.stringify(glues)};
      addEventListener('message', ({ data }) => {
        if (data.glue) data.glue = URL.createObjectURL(new Blob([glues[data.glue]], { type: 'text/javascript' }));
      });`;
    super(own === undefined ? script : URL.createObjectURL(new Blob([before, own], { type: 'text/javascript' })));
  }
};

const elsewhere = window.fetch;
window.fetch = async (resource, options) => {
  const url = String(resource);
  const path = url.startsWith(place) ? url.slice(place.length) : '';
  if (!(path in files)) return elsewhere(resource, options);
  const headers = { 'content-type': kind(path) };
  if (path.endsWith('.png')) return elsewhere(`data:image/png;base64,${files[path]}`);
  if (!path.endsWith('.wasm')) return new Response(files[path], { headers });
  const packed = await elsewhere(`data:application/gzip;base64,${files[path]}`);
  return new Response(packed.body.pipeThrough(new DecompressionStream('gzip')), { headers });
};

import(`${place}www/page/main.js`).catch((error) => {
  document.getElementById('main').textContent = `Saddleback could not start: ${error.message}`;
});
