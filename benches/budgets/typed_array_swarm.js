// A Langevin swarm as one writes it by hand in JavaScript: typed arrays, structure of arrays, no allocation, Box and Muller's normals.
// The three-mode mixture of the scene `swarm`, particles a time step; returns steps of one particle per second, the best of five.
const count = 100000;
const eta = 0.01;
const noise = Math.sqrt(2 * eta);
const x = new Float32Array(count).fill(-1.5);
const y = new Float32Array(count).fill(-1.5);
function step() {
  for (let i = 0; i < count; i++) {
    const a = x[i];
    const b = y[i];
    const ax = a + 1.5, ay = b + 1.5, bx = a - 1.5, by = b - 1.5, cx = a + 2, cy = b - 2;
    const p = 1.25 * Math.exp(-0.625 * (ax * ax + ay * ay));
    const q = 1.25 * Math.exp(-0.625 * (bx * bx + by * by));
    const r = 2 * Math.exp(-(cx * cx + cy * cy));
    const scale = 1 / (p + q + r + 1e-300);
    const gx = (1.25 * (p * ax + q * bx) + 2 * r * cx) * scale;
    const gy = (1.25 * (p * ay + q * by) + 2 * r * cy) * scale;
    const radius = noise * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    x[i] = a - eta * gx + radius * Math.cos(angle);
    y[i] = b - eta * gy + radius * Math.sin(angle);
  }
}
let best = Infinity;
for (let round = 0; round < 6; round++) {
  const start = performance.now();
  for (let k = 0; k < 30; k++) step();
  // The first round warms the compiler up.
  if (round > 0) best = Math.min(best, performance.now() - start);
}
return (count * 30 * 1000) / best;
