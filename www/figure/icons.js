/** Icons on a grid of 24, drawn with the text's colour. */

const PATHS = {
  play: 'M8 5.5v13l11-6.5z',
  pause: 'M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z',
  back: 'M16 7v10l-8-5z',
  forward: 'M8 7v10l8-5z',
  reset: 'M12 5a7 7 0 1 1-6.7 5l1.9.6A5 5 0 1 0 12 7v3L7.5 6 12 2z',
  dice: 'M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm.3 1.7a.6.6 0 0 0-.6.6v11.4c0 .3.3.6.6.6h11.4a.6.6 0 0 0 .6-.6V6.3a.6.6 0 0 0-.6-.6zM8.5 7a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm7 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM8.5 14a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm7 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  link: 'M10.6 13.4a1 1 0 0 1 0-1.4 1 1 0 0 1 1.4 0 2 2 0 0 0 2.8 0l2.9-2.9a2 2 0 0 0-2.8-2.8l-1.2 1.2a1 1 0 0 1-1.4-1.4L13.5 4.9a4 4 0 0 1 5.6 5.6l-2.9 2.9a4 4 0 0 1-5.6 0zm2.8-2.8a1 1 0 0 1 0 1.4 1 1 0 0 1-1.4 0 2 2 0 0 0-2.8 0l-2.9 2.9a2 2 0 0 0 2.8 2.8l1.2-1.2a1 1 0 0 1 1.4 1.4l-1.2 1.2a4 4 0 0 1-5.6-5.6l2.9-2.9a4 4 0 0 1 5.6 0z',
  export: 'M11 4h2v7.2l2.6-2.6L17 10l-5 5-5-5 1.4-1.4L11 11.2zM5 17h14v2.2H5z',
  fullscreen: 'M5 5h5v1.9H6.9V10H5zm9 0h5v5h-1.9V6.9H14zM5 14h1.9v3.1H10V19H5zm12.1 0H19v5h-5v-1.9h3.1z',
  next: 'm9.5 5.5 6.5 6.5-6.5 6.5L8.1 17.1l5.1-5.1-5.1-5.1z',
  previous: 'm14.5 5.5-6.5 6.5 6.5 6.5 1.4-1.4-5.1-5.1 5.1-5.1z',
  theme: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 1.9v12.2a6.1 6.1 0 0 0 0-12.2z',
  stage: 'M3.5 5h17v11.5h-7.6v1.7H16V20H8v-1.8h3.1v-1.7H3.5zm1.8 1.8v7.9h13.4V6.8z',
  language: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zm0 1.7c-.9 0-2 1.7-2.4 4.4h4.8c-.4-2.7-1.5-4.4-2.4-4.4zm-2.8.6a6.8 6.8 0 0 0-3.6 3.8h2.3c.2-1.5.7-2.8 1.3-3.8zm5.6 0c.6 1 1.1 2.3 1.3 3.8h2.3a6.8 6.8 0 0 0-3.6-3.8zM5.3 11.3a6.9 6.9 0 0 0 0 1.4h2.5v-1.4zm4.2 0v1.4h5v-1.4zm6.7 0v1.4h2.5a6.9 6.9 0 0 0 0-1.4zM5.6 14.4a6.8 6.8 0 0 0 3.6 3.8c-.6-1-1.1-2.3-1.3-3.8zm4 0c.4 2.7 1.5 4.4 2.4 4.4s2-1.7 2.4-4.4zm6.5 0c-.2 1.5-.7 2.8-1.3 3.8a6.8 6.8 0 0 0 3.6-3.8z',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
  more: 'M6 10.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zm6 0a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zm6 0a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', PATHS[name]);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return svg;
}
