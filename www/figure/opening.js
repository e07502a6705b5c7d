/** How a figure comes up: no part of it may hold a frame up for long, and at first all code is cold. */

import { drawn } from './schedule.js';

/** @import { Frames } from './frames.js' */
/** @import { Furniture } from './furniture.js' */
/** @import { Picture } from './picture.js' */

/** So many frames a picture has to be there, before what surrounds it is made. */
const PATIENCE = 20;

/**
 * @typedef {object} Opening
 * @property {Picture} picture
 * @property {Frames} frames
 * @property {Furniture} furniture
 * @property {() => boolean} full whether there are full controls
 * @property {() => boolean} closed
 * @property {() => void} laid all that the picture's size depends on is there
 */

/**
 * First what decides how large the picture is, then the picture, until it begins to move; whether it has come so far.
 * @param {Opening} figure
 */
export async function open({ picture, frames, furniture, full, closed, laid }) {
  picture.arrange();
  if (full()) {
    furniture.tellStory();
    while (furniture.story?.grow()) await drawn();
    await drawn();
    furniture.addCharts();
    await drawn();
    if (closed()) return false;
  }
  laid();
  frames.attend();
  for (let frame = 0; frame < PATIENCE && frames.seen && !picture.begun; frame += 1) await drawn();
  return !closed();
}

/**
 * Then a part at a time the panel, and from then on charts and numbers; whether it has come so far.
 * @param {Opening} figure
 */
export async function surround({ frames, furniture, full, closed }) {
  const furnishing = furniture.furnishing();
  while (full()) {
    await drawn();
    if (closed()) return false;
    if (furnishing.next().done) break;
  }
  frames.surround();
  return true;
}
