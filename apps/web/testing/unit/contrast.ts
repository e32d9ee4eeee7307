/** Linear sRGB, each 0 to 1. */
export type Colour = [number, number, number];
export type Theme = 'light' | 'dark';

const LIGHT_DARK = /--([\w-]+):\s*light-dark\(\s*oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\s*\)/g;

/** Opaque colours of a stylesheet that are written as `light-dark(oklch(…), oklch(…))`. */
export function parseTokens(css: string): Record<Theme, Map<string, Colour>> {
  const themes = { light: new Map<string, Colour>(), dark: new Map<string, Colour>() };
  for (const [, name = '', light = '', dark = ''] of css.matchAll(LIGHT_DARK)) {
    if (light.includes('/')) continue;
    themes.light.set(name, parseOklch(light));
    themes.dark.set(name, parseOklch(dark));
  }
  return themes;
}

/** WCAG 2.2, "contrast ratio". */
export function contrastRatio(first: Colour, second: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Matrices of https://bottosson.github.io/posts/oklab/; colours outside sRGB are clipped. */
function parseOklch(numbers: string): Colour {
  const [lightness = 0, chroma = 0, hueDegrees = 0] = numbers.trim().split(/\s+/).map(Number);
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
