/** Colours as the browser computes them, measured as WCAG 2.2 measures them. */

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

/** sRGB of a computed CSS colour, each from 0 to 1, over white. */
export function rgbOf(colour: string): [number, number, number] {
  canvas.fillStyle = '#fff';
  canvas.fillRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red / 255, green / 255, blue / 255];
}

/** Contrast ratio of two computed colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

/** How far apart two colours are in OKLab for an eye that lacks a kind of cone. 0.02 is just noticeable. */
export function distance(one: string, other: string, eye: keyof typeof eyes): number {
  const [a, b] = [one, other].map((colour) => oklab(eyes[eye](rgbOf(colour).map(linear) as Triple)));
  return Math.hypot(a![0] - b![0], a![1] - b![1], a![2] - b![2]);
}

type Triple = [number, number, number];

const apply =
  (matrix: readonly Triple[]) =>
  (vector: Triple): Triple =>
    matrix.map((row) => row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2]) as Triple;

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB. */
export const eyes = {
  full: (colour: Triple): Triple => colour,
  deuteranopia: apply([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]),
  protanopia: apply([
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]),
  tritanopia: apply([
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ]),
};

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Björn Ottosson, "A perceptual color space for image processing", 2020. */
function oklab(colour: Triple): Triple {
  const cones = apply([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ])(colour.map((channel) => Math.max(0, channel)) as Triple).map(Math.cbrt) as Triple;
  return apply([
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ])(cones);
}
