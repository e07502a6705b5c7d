/** A figure as a file: its picture and charts on one sheet. */

import { h } from './dom.js';
import { colorAt } from './theme.js';
import { Told } from './words.js';

/** @import { Charts } from './charts.js' */
/** @import { Picture } from './picture.js' */
/** @import { Simulation } from './simulation.js' */
/** @import { Shade } from './theme.js' */

const FINENESS = 2;
const MARGIN = 16;
const CAPTION = 24;
const COLUMN = 260;

/**
 * The picture above its charts, at twice the size on the screen.
 * @param {Simulation} simulation
 * @param {Picture} picture
 * @param {Charts} charts
 * @param {Shade} shade
 * @returns {Promise<Blob>}
 */
export function sheetAsPng(simulation, picture, charts, shade) {
  const { width, height } = picture.size.width > 0 ? picture.size : { width: 960, height: 540 };
  const drawings = charts.drawings;
  const columns = Math.max(1, Math.min(drawings.length, Math.floor(width / COLUMN)));
  const chart = { width: (width - MARGIN * (columns - 1)) / columns, height: 170 };
  const rows = Math.ceil(drawings.length / columns);
  const sheet = h('canvas', {
    width: Math.round((width + 2 * MARGIN) * FINENESS),
    height: Math.round((height + 2 * MARGIN + rows * (chart.height + CAPTION + MARGIN)) * FINENESS),
  });
  const context = sheet.getContext('2d');
  if (!context) return Promise.reject(new Told('error.no-canvas'));
  context.scale(FINENESS, FINENESS);
  context.fillStyle = colorAt(picture.element, '--paper');
  context.fillRect(0, 0, sheet.width, sheet.height);
  /** @param {number} w @param {number} height @param {(canvas: HTMLCanvasElement) => void} draw */
  const drawn = (w, height, draw) => {
    const canvas = h('canvas', { width: Math.round(w * FINENESS), height: Math.round(height * FINENESS) });
    draw(canvas);
    return canvas;
  };
  const main = drawn(width, height, (canvas) => simulation.ask((player) => player.draw_picture(canvas, shade, FINENESS)));
  context.drawImage(main, MARGIN, MARGIN, width, height);
  context.fillStyle = colorAt(picture.element, '--muted');
  context.font = '13px system-ui, sans-serif';
  context.textBaseline = 'middle';
  drawings.forEach(({ id, title }, index) => {
    const x = MARGIN + (index % columns) * (chart.width + MARGIN);
    const y = height + 2 * MARGIN + Math.floor(index / columns) * (chart.height + CAPTION + MARGIN);
    context.fillText(title, x, y + CAPTION / 2, chart.width);
    const canvas = drawn(chart.width, chart.height, (target) => simulation.ask((player) => player.draw_chart(id, target, shade, FINENESS)));
    context.drawImage(canvas, x, y + CAPTION, chart.width, chart.height);
  });
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Told('error.too-large'))), 'image/png');
  });
}
