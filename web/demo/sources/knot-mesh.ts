// A torus knot as triangles: points and normals in turn, six numbers a vertex.

export type Mesh = { readonly vertices: Float32Array<ArrayBuffer>; readonly indices: Uint16Array<ArrayBuffer> };

const around = 200;
const across = 20;
const windings = [2, 3] as const;
const thickness = 0.36;
const turn = Math.PI * 2;

type Vector = readonly [number, number, number];

const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Vector): Vector => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

/** The knot's middle line, at a part (0 to 1) of its way. */
const middle = (part: number): Vector => {
  const [p, q] = windings;
  const angle = part * turn;
  const radius = 1.15 + 0.5 * Math.cos(q * angle);
  return [radius * Math.cos(p * angle), radius * Math.sin(p * angle), 0.62 * Math.sin(q * angle)];
};

export const knotMesh = (): Mesh => {
  const vertices = new Float32Array(around * across * 6);
  const indices = new Uint16Array(around * across * 6);
  for (let i = 0; i < around; i++) {
    const center = middle(i / around);
    const along = unit(subtract(middle((i + 1) / around), center));
    const side = unit(cross(along, [0, 0, 1]));
    const up = cross(side, along);
    for (let j = 0; j < across; j++) {
      const angle = (j / across) * turn;
      const normal = [0, 1, 2].map((k) => Math.cos(angle) * side[k]! + Math.sin(angle) * up[k]!);
      const point = normal.map((value, k) => center[k]! + thickness * value);
      const vertex = i * across + j;
      vertices.set([...point, ...normal], vertex * 6);
      const next = ((i + 1) % around) * across;
      const beside = (j + 1) % across;
      const [a, b, c, d] = [vertex, next + j, next + beside, i * across + beside];
      indices.set([a, b, c, a, c, d], vertex * 6);
    }
  }
  return { vertices, indices };
};
