// A WebGL scene: a knot of glazed porcelain, turning in two lights.

import { knotMesh } from './knot-mesh.js';
import { type Size, type Source, drawnSource, newCanvas } from './source.js';

const vertexShader = `
attribute vec3 position;
attribute vec3 normal;
uniform vec2 turn;   // angles around y and x
uniform float aspect;
varying vec3 shownNormal;
varying vec3 shownPosition;

vec3 rotate(vec3 v) {
  float c = cos(turn.x), s = sin(turn.x);
  v = vec3(c * v.x + s * v.z, v.y, c * v.z - s * v.x);
  c = cos(turn.y);
  s = sin(turn.y);
  return vec3(v.x, c * v.y - s * v.z, s * v.y + c * v.z);
}

void main() {
  shownNormal = rotate(normal);
  shownPosition = rotate(position) - vec3(0.0, 0.0, 5.2);
  const float near = 2.0, far = 9.0, zoom = 2.15;
  float depth = -shownPosition.z;
  gl_Position = vec4(shownPosition.xy * vec2(zoom / aspect, zoom),
                     (depth * (far + near) - 2.0 * far * near) / (far - near), depth);
}`;

const fragmentShader = `
precision mediump float;
uniform float time;
varying vec3 shownNormal;
varying vec3 shownPosition;

void main() {
  vec3 n = normalize(shownNormal), eye = normalize(-shownPosition);
  vec3 key = normalize(vec3(0.6, 0.8, 0.7)), rim = normalize(vec3(-0.9, -0.2, 0.1));
  float light = max(dot(n, key), 0.0);
  float shine = pow(max(dot(reflect(-key, n), eye), 0.0), 42.0);
  float edge = pow(1.0 - max(dot(n, eye), 0.0), 3.0);
  vec3 glaze = 0.5 + 0.42 * cos(vec3(0.2, 2.0, 3.9) + shownPosition.x * 0.9 + shownPosition.y * 0.7 + time * 0.5);
  vec3 color = glaze * (0.22 + 0.85 * light) + vec3(1.0, 0.62, 0.35) * max(dot(n, rim), 0.0) * 0.45;
  gl_FragColor = vec4(color + shine * 0.8 + edge * vec3(0.28, 0.34, 0.5), 1.0);
}`;

const compile = (gl: WebGLRenderingContext, type: number, text: string): WebGLShader => {
  const shader = gl.createShader(type);
  if (!shader) throw new Error('WebGL made no shader');
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return shader;
};

/** @throws Error where there is no WebGL */
export const knotSource = (size: Size): Source => {
  const canvas = newCanvas(size);
  const gl = canvas.getContext('webgl', { alpha: false });
  if (!gl) throw new Error('this browser has no WebGL');
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, vertexShader));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, fragmentShader));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`the WebGL scene could not be built: ${gl.getProgramInfoLog(program)}`);
  }
  const { vertices, indices } = knotMesh();
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, vertices, gl.STATIC_DRAW);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  for (const [name, offset] of [
    ['position', 0],
    ['normal', 12],
  ] as const) {
    const place = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 3, gl.FLOAT, false, 24, offset);
  }
  const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const [turn, aspect, time] = [uniform('turn'), uniform('aspect'), uniform('time')];
  gl.enable(gl.DEPTH_TEST);
  gl.uniform1f(aspect, canvas.width / canvas.height);

  const draw = (seconds: number): void => {
    const dusk = 0.5 + 0.5 * Math.sin(seconds * 0.3);
    gl.clearColor(0.07 + 0.05 * dusk, 0.08 + 0.02 * dusk, 0.14 + 0.06 * dusk, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.uniform2f(turn, seconds * 0.6, 0.5 + 0.35 * Math.sin(seconds * 0.4));
    gl.uniform1f(time, seconds);
    gl.drawElements(gl.TRIANGLES, indices.length, gl.UNSIGNED_SHORT, 0);
  };
  const close = (): void => gl.getExtension('WEBGL_lose_context')?.loseContext();
  return drawnSource('A knot of glazed porcelain that turns', canvas, draw, close);
};
