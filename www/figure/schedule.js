/** One animation loop for all figures of a page: together they keep to one frame's budget, taking turns. */

/** Milliseconds of a frame within which further figures are still served. */
const FRAME = 8;

/** @typedef {(milliseconds: number) => void} Task receives the time since it was last served */

/** @type {Map<Task, number>} Each task with the time it was last served. */
const tasks = new Map();
let request = 0;

/** @param {number} now */
function frame(now) {
  request = 0;
  const began = performance.now();
  for (const [task, last] of [...tasks]) {
    if (!tasks.has(task)) continue;
    // Served ones go to the end of the queue, so that those left out come first in the next frame.
    tasks.delete(task);
    tasks.set(task, now);
    task(Math.max(0, now - last));
    if (performance.now() - began > FRAME) break;
  }
  wake();
}

function wake() {
  if (!request && tasks.size > 0) request = requestAnimationFrame(frame);
}

/** Lets the browser draw and listen before whatever comes next. @returns {Promise<void>} */
export const breathe = () => new Promise((done) => setTimeout(done));

/** Waits until the browser has drawn what there is; where it draws nothing, as out of sight, for a moment. @returns {Promise<void>} */
export const drawn = () =>
  new Promise((done) => {
    const late = setTimeout(done, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(done);
    });
  });

/** Calls `task` in the coming frames until `rest(task)`. @param {Task} task */
export function attend(task) {
  if (!tasks.has(task)) tasks.set(task, performance.now());
  wake();
}

/** @param {Task} task */
export function rest(task) {
  tasks.delete(task);
  if (tasks.size === 0 && request) {
    cancelAnimationFrame(request);
    request = 0;
  }
}
