/**
 * Saddleback's public module: live figures for any page.
 *
 *     <script type="module" src="https://…/saddleback.js"></script>
 *     <saddleback-scene scene="gda-spiral" seed="7" eta="0.2" autoplay></saddleback-scene>
 *
 * or `mount(element, { scene: 'gda-spiral', params: { eta: 0.2 } })`. Its types are in `saddleback.d.ts`.
 */

import { SaddlebackScene } from './www/figure/element.js';

export { mount } from './www/figure/mount.js';
export { catalogue, describe } from './www/figure/declarations.js';
export { SaddlebackScene };

// Where pages are rendered on a server there are no elements.
if (globalThis.customElements && !customElements.get('saddleback-scene')) customElements.define('saddleback-scene', SaddlebackScene);
